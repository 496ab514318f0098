"""Why a page, a record or a file was taken down, and what readers find at its address."""
