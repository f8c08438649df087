"""Signatures that anybody can check offline: Ed25519 (RFC 8032), keys as PEM files."""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workers.errors import KeyInvalid

_RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)
_PEM = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What is published, so that others can check."""

    key: Ed25519PublicKey

    @classmethod
    def from_pem(cls, content: bytes) -> "PublicKey":
        """Raises KeyInvalid for what is no public key of this kind."""
        try:
            key = serialization.load_pem_public_key(content)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeyInvalid("The public key is no PEM file of a public key.") from error
        if not isinstance(key, Ed25519PublicKey):
            raise KeyInvalid("The public key is of another kind than Ed25519.")
        return cls(key)

    @property
    def pem(self) -> bytes:
        return self.key.public_bytes(*_PEM)

    @property
    def fingerprint(self) -> str:
        """The key in short, to be compared by eye: the first sixteen bytes of its SHA-256, in pairs."""
        return hashlib.sha256(self.key.public_bytes(*_RAW)).digest()[:16].hex(":", 2)

    def has_signed(self, content: bytes, signature: bytes) -> bool:
        try:
            self.key.verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """What signs, and is kept secret."""

    key: Ed25519PrivateKey

    @classmethod
    def new(cls) -> "SigningKey":
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, content: bytes) -> "SigningKey":
        """Raises KeyInvalid for what is no private key of this kind, or is locked by a password."""
        try:
            key = serialization.load_pem_private_key(content, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyInvalid("The signing key is no PEM file of a private key without a password.") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyInvalid("The signing key is of another kind than Ed25519.")
        return cls(key)

    @property
    def pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.key.public_key())

    def sign(self, content: bytes) -> bytes:
        return self.key.sign(content)
