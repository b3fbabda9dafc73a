"""Certificates of an exam that was passed: one picture for a telephone, and paper enough for the union's seal."""

from reports.certificates.certificate import Certificate, certificate, written

__all__ = ["Certificate", "certificate", "written"]
