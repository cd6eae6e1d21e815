# Renames (`moved` blocks) stand here until every environment has applied them. None so far.
