"""Run a person's path: the call, the assessment, the plan, the choice, the referrals, the papers."""
