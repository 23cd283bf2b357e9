"""What a spreadsheet does to claims.csv and mentions.csv, undone where nothing was lost, and refused in words where something was.

Excel and LibreOffice save with semicolons or tabs, a byte order mark, CR LF, quotes around everything and empty columns at the end;
they put separators between thousands, write 2661000 as 2.66E+06, 1.30 as 1.3, 28.8% as 28.80%, 2022-06 as Jun-22 or 01/06/2022,
and 12345678901234567 with zeros behind its fifteenth digit. What only changed its form is put back. What lost something is put back
only from where it can be proved: the value from its print, the print and the period from the text.
"""

from crossfoot.spreadsheets.table import Restored, restore

__all__ = ["Restored", "restore"]
