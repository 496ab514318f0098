"""Lists of the admin to work with: columns and filters that pages and members share, bulk actions, export."""
