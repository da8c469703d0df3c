"""What a timeline is: dates, events, columns, filters; values only, no files and no toolkit."""
