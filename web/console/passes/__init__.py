"""An inspector's pass, and the folder that goes with it."""
