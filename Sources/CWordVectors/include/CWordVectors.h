// The word vectors that are part of the program, and the loops over them.
#pragma once
#include <stddef.h>

// The table (Sources/PithVectors/WordVectors.swift describes its layout), and how many bytes it has.
const unsigned char *pith_word_vectors(size_t *byte_count);

// Adds the 256 values that are packed at `row`, four bits each, times `scale`, to `sum`.
void pith_vector_add(float *sum, const unsigned char *row, float scale);

// Adds 256 values to `sum`.
void pith_vector_plus(float *sum, const float *values);

// The sum of the products of 256 values. The order of additions is fixed: eight running sums, then these from the first to the last.
float pith_vector_dot(const float *a, const float *b);

// Divides each of 256 values.
void pith_vector_divide(float *values, float divisor);
