// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>

namespace tuilerie::sample {

/// Reproducible noise: a pure function of the seed and the place, so that any part of the commune can be made alone, in any
/// order, by any number of threads, and comes out the same.
class Noise
{
public:
    explicit Noise(uint32_t seed)
        : m_seed(seed)
    {
    }

    uint32_t hash(int32_t x, int32_t y) const
    {
        uint32_t h = m_seed ^ (uint32_t(x) * 0x9E3779B1u) ^ (uint32_t(y) * 0x85EBCA77u);
        h ^= h >> 15;
        h *= 0x2C1B3C6Du;
        h ^= h >> 12;
        h *= 0x297A2D39u;
        return h ^ (h >> 15);
    }
    /// 0…1, nothing in common from one cell to the next.
    float white(int32_t x, int32_t y) const { return float(hash(x, y) >> 8) * (1.0f / 16777216.0f); }

    /// 0…1, smooth: one random value at each whole coordinate, eased between them.
    float smooth(double x, double y) const
    {
        const double fx = std::floor(x), fy = std::floor(y);
        const int32_t ix = int32_t(fx), iy = int32_t(fy);
        float tx = float(x - fx), ty = float(y - fy);
        tx = tx * tx * (3 - 2 * tx);
        ty = ty * ty * (3 - 2 * ty);
        const float top = white(ix, iy) + (white(ix + 1, iy) - white(ix, iy)) * tx;
        const float bottom = white(ix, iy + 1) + (white(ix + 1, iy + 1) - white(ix, iy + 1)) * tx;
        return top + (bottom - top) * ty;
    }
    /// Sum of octaves, each of half the size and half the weight; about 0…1.
    float fractal(double x, double y, int octaves) const
    {
        float sum = 0, weight = 0.5f, total = 0;
        for (int i = 0; i < octaves; ++i, x *= 2.03, y *= 2.03, weight *= 0.5f) {
            sum += weight * smooth(x + 17.3 * i, y - 9.1 * i);
            total += weight;
        }
        return sum / total;
    }

private:
    uint32_t m_seed;
};

} // namespace tuilerie::sample
