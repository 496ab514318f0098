"""How much one import may hold; what is more is refused with these numbers."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE  # of all the files of one import, as they are uploaded
MOST_BYTES_UNPACKED = 100 * MEGABYTE  # of an XLSX or ZIP file, which can be a thousand times what is uploaded
MOST_PARTS = 500  # files inside an XLSX or ZIP file
MOST_CELLS = 250_000  # of a workbook, and as many strings, those that are empty counted
MOST_LINES = 200_000  # of a CSV file, those that are empty counted
MOST_BYTES_CSV = 20 * MEGABYTE  # of a CSV file that was unpacked
MOST_ROWS = 10_000  # of all the sheets of one import
MOST_COLUMNS = 100
MOST_CHANGES = 500  # pages or records that one import makes or changes: some 20 s, in one transaction
LONGEST_CELL = 32_000  # letters; Excel cuts off what is more than 32,767
