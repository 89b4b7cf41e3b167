"""Makes evaluation.csv and evaluation.json: made-up predictions, and scikit-learn's measures of them.

    python3 evaluation.py        # in this folder; numpy 2, scikit-learn 1.9
"""
import csv
import json

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

SOURCES = 240
SHARES = [0.3, 0.3, 0.4]  # STAR, GALAXY, QSO in the test set
TRAINED = np.array([0.35, 0.33, 0.32])
WANTED = np.array([0.39, 0.594, 0.016])
BINS = 15


def main():
    truth, p = predictions()
    with open("evaluation.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["truth", "prob_star", "prob_galaxy", "prob_qso"])
        for row in range(SOURCES):
            writer.writerow([truth[row], *(repr(float(x)) for x in p[row])])
    shifted = p * (WANTED / TRAINED)
    shifted /= shifted.sum(axis=1, keepdims=True)
    weights = WANTED[truth] / np.bincount(truth)[truth]
    golden = {
        "scikit-learn": sklearn.__version__,
        "plain": measures(truth, p.argmax(axis=1), None),
        "mixed": measures(truth, shifted.argmax(axis=1), weights),
        "roc": [roc(truth == c, p[:, c]) for c in range(3)],
        "brier": metrics.brier_score_loss(truth, p, labels=[0, 1, 2], scale_by_half=False),
        "log_loss": metrics.log_loss(truth, p, labels=[0, 1, 2]),
        "reliability": {s: reliability(truth, p, s) for s in ("uniform", "quantile")},
    }
    with open("evaluation.json", "w") as file:
        json.dump(golden, file, indent=1)
        file.write("\n")


def predictions():
    """A third of the probabilities is rounded, so that some are equal."""
    random = np.random.default_rng(20260101)
    truth = random.choice(3, size=SOURCES, p=SHARES)
    logits = random.normal(size=(SOURCES, 3)) * 1.3
    logits[np.arange(SOURCES), truth] += 2.2
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    third = np.arange(SOURCES) % 3 == 0
    p[third] = np.round(p[third] * 32) / 32
    p[third, 2] = 1 - p[third, 0] - p[third, 1]
    return truth, p


def measures(truth, called, weights):
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        truth, called, labels=[0, 1, 2], sample_weight=weights
    )
    return {
        "confusion": metrics.confusion_matrix(truth, called).tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "specificity": [
            metrics.recall_score(truth != c, called != c, sample_weight=weights) for c in range(3)
        ],
        "class_accuracy": [
            metrics.accuracy_score(truth == c, called == c, sample_weight=weights) for c in range(3)
        ],
        "accuracy": metrics.accuracy_score(truth, called, sample_weight=weights),
    }


def roc(positive, scores):
    rates = metrics.roc_curve(positive, scores, drop_intermediate=False)
    return {
        "false_positive_rate": rates[0].tolist(),
        "true_positive_rate": rates[1].tolist(),
        "area": metrics.roc_auc_score(positive, scores),
    }


def reliability(truth, p, strategy):
    right = p.argmax(axis=1) == truth
    accuracy, confidence = calibration_curve(right, p.max(axis=1), n_bins=BINS, strategy=strategy)
    return {"accuracy": accuracy.tolist(), "mean_confidence": confidence.tolist()}


if __name__ == "__main__":
    main()
