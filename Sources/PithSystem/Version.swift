// The one place that names the release.

/// As `pith --version` prints it, and as receipts record it.
package let pithVersion = "0.1.0"
