"""Why a page was taken down, and what readers find at its address."""
