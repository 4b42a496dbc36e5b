"""The static website for multipliers, built from released entries only."""
