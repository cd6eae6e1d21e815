"""Recovery drills: restores what there is beside what is live, compares, measures, and removes it again."""
