"""The same table written in every format that is read; values are those that reading gives back."""

import io
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import pbkdf2_hmac, sha256
from random import Random
from struct import pack
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter
import xlwt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile

from diggs_analytics.intake.cells import ExcelError, NoStoredValue

Rows = Sequence[Sequence[object]]
ERROR_CODES = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return buffer.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def encrypted(content: bytes, password: str = "geheim") -> bytes:
    """msoffcrypto encrypts only what is larger than the smallest streams of a container."""
    larger = archive(parts(content) | {"filler.bin": Random(1).randbytes(5_000)})
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(larger)).encrypt(password, buffer)
    return buffer.getvalue()


def xlsx(rows: Rows, name: str = "Anzeigen") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, ExcelError):
                    sheet.write_formula(number, column, "=NA()", None, value.code)
                elif isinstance(value, NoStoredValue):
                    sheet.write_formula(number, column, "=1+1", None, "")
                elif value != "":
                    sheet.write(number, column, value)
    return buffer.getvalue()


def by_openpyxl(rows: Rows) -> bytes:
    """Writes no value of any formula."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(
            [
                v.code
                if isinstance(v, ExcelError)
                else "=1+1"
                if isinstance(v, NoStoredValue)
                else v
                for v in row
            ]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict(rows: Rows) -> bytes:
    """As Excel saves "Strict Open XML": other namespaces, dates as text of type d."""
    found = parts(by_openpyxl(rows))
    for old, new in STRICT.items():
        found = {name: content.replace(old, new) for name, content in found.items()}
    return archive(found)


def with_prefix(rows: Rows) -> bytes:
    """XML that calls its elements <x:c>, in single quotes, without addresses."""
    cells = [
        "".join(f"<x:c t='{kind}'>{inner}</x:c>" for kind, inner in map(_prefixed, row))
        for row in rows
    ]
    xml = "<x:worksheet xmlns:x='{}'><x:sheetData>{}</x:sheetData></x:worksheet>".format(
        next(iter(STRICT)).decode(), "".join(f"<x:row>{row}</x:row>" for row in cells)
    )
    return archive(parts(xlsx(rows)) | {"xl/worksheets/sheet1.xml": xml})


def _prefixed(value: object) -> tuple[str, str]:
    if isinstance(value, ExcelError):
        return "e", f"<x:v>{value.code}</x:v>"
    if isinstance(value, NoStoredValue):
        return "n", "<x:f>1+1</x:f>"
    if isinstance(value, bool):
        return "b", f"<x:v>{value:d}</x:v>"
    if isinstance(value, (int, float)):
        return "n", f"<x:v>{value}</x:v>"
    text = f"{value:%d.%m.%Y}" if isinstance(value, date) else value
    return "inlineStr", f"<x:is><x:t>{escape(text)}</x:t></x:is>"


def xls(rows: Rows) -> bytes:
    """BIFF8."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Anzeigen")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, ExcelError):
                sheet.row(number).set_cell_error(column, ERROR_CODES[value.code])
            elif isinstance(value, NoStoredValue):
                sheet.write(number, column, xlwt.Formula("1+1"))
            elif isinstance(value, date):
                sheet.write(number, column, value, day)
            elif value != "":
                sheet.write(number, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def biff5(rows: Rows) -> bytes:
    """The records alone, as Excel 5 and 95 had them: bytes of code page 1252, dates by a format."""
    head = _biff(0x0809, pack("<HHHH", 0x0500, 0x0005, 0, 0))
    sheet = [_biff(0x0809, pack("<HHHH", 0x0500, 0x0010, 0, 0))]
    sheet += [
        _biff5_cell(number, column, value)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if value != ""
    ]
    # Two cell formats: general, and format 14, a date.
    globals_ = _biff(0x0042, pack("<H", 1252)) + b"".join(
        _biff(0x00E0, pack("<HHHHHHHH", 0, form, 0, 0, 0, 0, 0, 0)) for form in (0, 14)
    )
    name = b"Anzeigen"
    bound = len(head + globals_) + 4 + 7 + len(name) + 4
    sheet_at = _biff(0x0085, pack("<IBBB", bound, 0, 0, len(name)) + name)
    return b"".join([head, globals_, sheet_at, _biff(0x000A), *sheet, _biff(0x000A)])


def _biff(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def _biff5_cell(row: int, column: int, value: object) -> bytes:
    if isinstance(value, ExcelError):
        return _biff(0x0205, pack("<HHHBB", row, column, 0, ERROR_CODES[value.code], 1))
    if isinstance(value, NoStoredValue):
        return _biff(0x0006, pack("<HHHQHIH", row, column, 0, 0xFFFF000000000003, 0, 0, 0))
    if isinstance(value, bool):
        return _biff(0x0205, pack("<HHHBB", row, column, 0, value, 0))
    if isinstance(value, date):
        return _biff(0x0203, pack("<HHHd", row, column, 1, _serial(value)))
    if isinstance(value, (int, float)):
        return _biff(0x0203, pack("<HHHd", row, column, 0, value))
    text = str(value).encode("cp1252")
    return _biff(0x0204, pack("<HHHH", row, column, 0, len(text)) + text)


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)) // timedelta(days=1)


def xlsb(rows: Rows) -> bytes:
    """The fewest records that make a workbook ([MS-XLSB])."""
    book = [
        _xlsb(131),
        _xlsb(143),
        _xlsb(156, pack("<II", 0, 1) + _wide("rId1") + _wide("Anzeigen")),
        _xlsb(144),
        _xlsb(132),
    ]
    size = pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = [_xlsb(129), _xlsb(148, size), _xlsb(145)]
    for number, row in enumerate(rows):
        sheet.append(_xlsb(0, pack("<IIHBBB", number, 0, 300, 0, 0, 0) + pack("<I", 0)))
        sheet += [_xlsb_cell(column, value) for column, value in enumerate(row) if value != ""]
    sheet += [_xlsb(146), _xlsb(130)]
    formats = [pack("<HHHHHBBHBB", 0, form, 0, 0, 0, 0, 0, 0, 0, 0) for form in (0, 14)]
    styles = [
        _xlsb(278),
        _xlsb(617, pack("<I", len(formats))),
        *(_xlsb(47, xf) for xf in formats),
        _xlsb(618),
        _xlsb(279),
    ]
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.bin": b"".join(book),
            "xl/_rels/workbook.bin.rels": RELATIONS,
            "xl/worksheets/sheet1.bin": b"".join(sheet),
            "xl/styles.bin": b"".join(styles),
        }
    )


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_TYPE}/worksheet" Target="worksheets/sheet1.bin"/>'
    f'<Relationship Id="rId2" Type="{_TYPE}/styles" Target="styles.bin"/></Relationships>'
)


def _xlsb(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(data)
    while True:
        length += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return number + length + data


def _wide(text: str) -> bytes:
    return pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_cell(column: int, value: object) -> bytes:
    cell = pack("<II", column, isinstance(value, date))
    if isinstance(value, ExcelError):
        return _xlsb(3, cell + pack("<B", ERROR_CODES[value.code]))
    if isinstance(value, bool):
        return _xlsb(4, cell + pack("<B", value))
    if isinstance(value, date):
        return _xlsb(5, cell + pack("<d", _serial(value)))
    if isinstance(value, (int, float)):
        return _xlsb(5, cell + pack("<d", value))
    return _xlsb(6, cell + _wide(str(value)))


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "manifest", "draw")
)


def ods(rows: Rows, after: str = "") -> bytes:
    lines = (f"<table:table-row>{_ods_cells(row)}</table:table-row>" for row in rows)
    return ods_of("".join(lines) + after)


def ods_of(rows: str, before: str = "") -> bytes:
    """A document of one sheet; ``rows`` is what stands in it, ``before`` what stands before."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {NAMESPACES}>{before}<office:body>"
            f'<office:spreadsheet><table:table table:name="Anzeigen" table:style-name="ta1">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f"<manifest:manifest {NAMESPACES}/>",
        }
    )


def encrypted_ods(rows: Rows, password: str) -> bytes:
    """As OpenDocument 1.2 says: deflated, then AES in CBC with a key from the password."""
    found = parts(ods(rows))
    salt, iv = bytes(range(16)), bytes(range(16, 32))
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(found["content.xml"]) + packer.flush()
    key = pbkdf2_hmac("sha1", sha256(password.encode()).digest(), salt, 1000, 32)
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    missing = 16 - len(packed) % 16
    padded = packed + bytes([missing] * missing)
    found["content.xml"] = encryptor.update(padded) + encryptor.finalize()
    found["META-INF/manifest.xml"] = MANIFEST.format(
        iv=b64encode(iv).decode(),
        salt=b64encode(salt).decode(),
        checksum=b64encode(sha256(packed[:1024]).digest()).decode(),
    ).encode()
    return archive(found)


MANIFEST = f"""<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="/"/>
<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data
 manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k"
 manifest:checksum="{{checksum}}"><manifest:algorithm
 manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"
 manifest:initialisation-vector="{{iv}}"/><manifest:start-key-generation
 manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>
<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1000"
 manifest:salt="{{salt}}"/></manifest:encryption-data></manifest:file-entry></manifest:manifest>"""


def _ods_cells(row: Sequence[object]) -> str:
    return "".join(map(ods_cell, row))


def ods_cell(value: object, more: str = "") -> str:
    kind, text = _ods_value(value)
    return f"<table:table-cell {kind} {more}>{text}</table:table-cell>"


def _ods_value(value: object) -> tuple[str, str]:
    if value == "":
        return "", ""
    if isinstance(value, ExcelError):  # as LibreOffice writes it
        return (
            'table:formula="of:=NA()" office:value-type="string" office:string-value=""',
            f"<text:p>{value.code}</text:p>",
        )
    if isinstance(value, NoStoredValue):
        return 'table:formula="of:=1+1"', ""
    if isinstance(value, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', ""
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"', ""
    if isinstance(value, (int, float)):
        return f'office:value-type="float" office:value="{value}"', ""
    return 'office:value-type="string"', f"<text:p>{escape(str(value))}</text:p>"


WRITERS: Mapping[str, Callable[[Rows], bytes]] = {
    "xlsx": xlsx,
    "strict xlsx": strict,
    "xlsx with prefixes": with_prefix,
    "xls, BIFF8": xls,
    "xls, BIFF5": biff5,
    "xlsb": xlsb,
    "ods": ods,
}
