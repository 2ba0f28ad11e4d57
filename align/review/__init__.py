"""Machine result + decisions of people -> result; pure."""
