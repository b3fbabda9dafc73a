"""Keys derived from the one secret: for sealing, for digests, for the names of deliveries."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.turn import Seal


def derive(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose; keys for different purposes tell nothing about each other."""
    return HKDF(SHA256(), 32, salt=b"suishoupai", info=purpose.encode()).derive(secret.encode())


def make_seal(secret: str) -> Seal:
    """The seal of the nameless."""
    cipher = Fernet(base64.urlsafe_b64encode(derive(secret, "seal")))
    key = derive(secret, "digest")
    return Seal(
        close=lambda text: cipher.encrypt(text.encode()).decode(),
        open=lambda token: cipher.decrypt(token.encode()).decode(),
        digest=lambda text: hmac.new(key, text.encode(), hashlib.sha256).hexdigest(),
    )
