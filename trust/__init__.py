"""What the laws of the house are tried with: long forms by command, bounded ones in the suite."""
