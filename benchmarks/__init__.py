"""How long the stages take, beside what users would take instead; ratios, medians of several runs."""
