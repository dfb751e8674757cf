"""What people see: tables, problems, progress; and the one JSON object that scripts see. Talk goes to stderr."""
