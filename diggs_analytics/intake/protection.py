"""Workbooks and documents under a password, opened with it."""

import io
import zlib
from base64 import b64decode
from collections.abc import Mapping
from hashlib import pbkdf2_hmac, sha256
from zipfile import ZipFile

from diggs_analytics.domain.errors import ProtectedFile
from diggs_analytics.intake.archive import elements
from diggs_analytics.intake.limits import Limits

# A workbook protected with this password, Excel opens without asking for one.
_EXCELS_OWN = "VelvetSweatshop"
_NEEDED = "Die Datei ist durch ein Passwort geschützt und lässt sich ohne es nicht lesen."
_WRONG = "Die Datei ist durch ein Passwort geschützt, und das angegebene passt nicht."
_UNKNOWN = (
    "Die Datei ist durch ein Passwort geschützt, mit einem Verfahren, das wir nicht lesen. Bitte "
    "ohne Passwort oder als .xlsx speichern."
)
# OpenDocument 1.2: what LibreOffice and Excel write.
_KNOWN_METHOD = {"algorithm-name": "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
                 "key-derivation-name": "PBKDF2",
                 "start-key-generation-name": "http://www.w3.org/2000/09/xmldsig#sha256",
                 "checksum-type": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k",
                 }  # fmt: skip


def opened_workbook(content: bytes, password: str) -> bytes:
    """The workbook of Excel inside. Raises ProtectedFile."""
    # Imported here, for few files are protected, and the child must start at once.
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    plain = io.BytesIO()
    try:
        workbook = msoffcrypto.OfficeFile(io.BytesIO(content))
        workbook.load_key(password=password or _EXCELS_OWN)
        workbook.decrypt(plain)
    except (DecryptionError, InvalidKeyError) as error:
        raise ProtectedFile(_WRONG if password else _NEEDED) from error
    return plain.getvalue()


def locked_workbook(content: bytes, password: str) -> bytes:
    """A workbook that Excel opens with the password only."""
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, locked)
    return locked.getvalue()


def opened_part(archive: ZipFile, part: str, password: str, limits: Limits) -> bytes:
    """A part of an OpenDocument, decrypted if need be. Raises ProtectedFile."""
    method = _method(archive, part)
    if method is None:
        return archive.read(part)
    if not password:
        raise ProtectedFile(_NEEDED)
    if any(method.get(name) != value for name, value in _KNOWN_METHOD.items()):
        raise ProtectedFile(_UNKNOWN)
    packed = _decrypted(archive.read(part), method, password)
    if sha256(packed[:1024]).digest() != b64decode(method["checksum"]):
        raise ProtectedFile(_WRONG)
    at_most = limits.unpacked_mb * 2**20
    xml = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, at_most + 1)
    if len(xml) > at_most:
        raise limits.exceeded("unpacked_mb", "Sie ist entpackt größer")
    return xml


def _method(archive: ZipFile, part: str) -> Mapping[str, str] | None:
    """How the manifest says that the part is encrypted: all attributes without their prefixes."""
    manifest = elements(archive.read("META-INF/manifest.xml"))
    paths = [attributes.get("manifest:full-path") for _, attributes in manifest]
    if part not in paths:
        return None
    method = {}
    for name, attributes in manifest[paths.index(part) + 1 :]:
        if name == "file-entry":
            break
        method |= {key.rpartition(":")[2]: value for key, value in attributes.items()}
    return method or None


def _decrypted(data: bytes, method: Mapping[str, str], password: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    key = pbkdf2_hmac(
        "sha1",
        sha256(password.encode()).digest(),
        b64decode(method["salt"]),
        int(method["iteration-count"]),
        32,
    )
    iv = b64decode(method["initialisation-vector"])
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    padded = decryptor.update(data) + decryptor.finalize()
    return padded[: -padded[-1]]  # the last byte says how many were added
