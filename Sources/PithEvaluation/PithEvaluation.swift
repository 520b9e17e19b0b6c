// PithEvaluation
