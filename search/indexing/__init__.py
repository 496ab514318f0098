"""From pages, members and files to what the search keeps of them."""
