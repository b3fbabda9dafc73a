"""Official tables: filling, checking, handing in, taking back, those of units below."""
