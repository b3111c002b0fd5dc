// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/convolve.h"

#include <cstring>

// Two versions of the hot functions, chosen at load time; the sanitizers' run times cannot resolve such functions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)                       \
    && !defined(__SANITIZE_THREAD__)
#define TUILERIE_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define TUILERIE_CLONES
#endif
#define TUILERIE_INLINE inline __attribute__((always_inline))

namespace tuilerie {

namespace {

constexpr int phaseMask = KernelTable::phases - 1;

typedef float Vector4 __attribute__((vector_size(16)));
typedef float Vector8 __attribute__((vector_size(32)));

// Four samples a pixel: two pixels of a row in one vector.
template <int Taps>
TUILERIE_INLINE void convolveFour(const FloatWindow &window, const int32_t *x, const int32_t *y, size_t count,
    const KernelTable &kernelX, const KernelTable &kernelY, float *out)
{
    const int taps = Taps ? Taps : kernelX.taps();
    const int tapsY = Taps ? Taps : kernelY.taps();
    const size_t stride = size_t(window.width) * 4;
    for (size_t i = 0; i < count; ++i) {
        const float *wx = kernelX.spreadWeights(x[i] & phaseMask);
        const float *wy = kernelY.weights(y[i] & phaseMask);
        const qint64 column = (x[i] >> KernelTable::phaseBits) - kernelX.tapsBefore();
        const qint64 row = (y[i] >> KernelTable::phaseBits) - kernelY.tapsBefore();
        const float *line = window.data.data() + size_t(row) * stride + size_t(column) * 4;
        Vector8 sum{};
        for (int j = 0; j < tapsY; ++j, line += stride) {
            Vector8 across{};
            for (int k = 0; k < taps; k += 2) {
                Vector8 pixels, weights;
                std::memcpy(&pixels, line + 4 * k, sizeof pixels);
                std::memcpy(&weights, wx + 4 * k, sizeof weights);
                across += pixels * weights;
            }
            sum += across * wy[j];
        }
        Vector4 low, high;
        std::memcpy(&low, &sum, sizeof low);
        std::memcpy(&high, reinterpret_cast<const char *>(&sum) + sizeof low, sizeof high);
        low += high;
        std::memcpy(out + 4 * i, &low, sizeof low);
    }
}

template <int Comps>
TUILERIE_INLINE void convolveAny(const FloatWindow &window, const int32_t *x, const int32_t *y, size_t count,
    const KernelTable &kernelX, const KernelTable &kernelY, float *out)
{
    const int taps = kernelX.taps();
    const int tapsY = kernelY.taps();
    const size_t stride = size_t(window.width) * Comps;
    for (size_t i = 0; i < count; ++i) {
        const float *wx = kernelX.weights(x[i] & phaseMask);
        const float *wy = kernelY.weights(y[i] & phaseMask);
        const qint64 column = (x[i] >> KernelTable::phaseBits) - kernelX.tapsBefore();
        const qint64 row = (y[i] >> KernelTable::phaseBits) - kernelY.tapsBefore();
        const float *line = window.data.data() + size_t(row) * stride + size_t(column) * Comps;
        float sum[Comps] = {};
        for (int j = 0; j < tapsY; ++j, line += stride) {
            float across[Comps] = {};
            for (int k = 0; k < taps; ++k)
                for (int c = 0; c < Comps; ++c)
                    across[c] += line[k * Comps + c] * wx[k];
            for (int c = 0; c < Comps; ++c)
                sum[c] += across[c] * wy[j];
        }
        std::memcpy(out + size_t(Comps) * i, sum, sizeof sum);
    }
}

TUILERIE_CLONES void convolveImpl(const FloatWindow &window, const int32_t *x, const int32_t *y, size_t count,
    const KernelTable &kernelX, const KernelTable &kernelY, float *out)
{
    switch (window.comps) {
    case 1: convolveAny<1>(window, x, y, count, kernelX, kernelY, out); break;
    case 2: convolveAny<2>(window, x, y, count, kernelX, kernelY, out); break;
    case 4:
        if (kernelX.taps() == 4 && kernelY.taps() == 4)
            convolveFour<4>(window, x, y, count, kernelX, kernelY, out);
        else
            convolveFour<0>(window, x, y, count, kernelX, kernelY, out);
        break;
    default: convolveAny<8>(window, x, y, count, kernelX, kernelY, out); break;
    }
}

// Clamped as floats, so that the conversion is one instruction.
TUILERIE_INLINE uint8_t rounded(float value)
{
    value = value > 0 ? value : 0;
    value = value < 255 ? value : 255;
    return uint8_t(int(value + 0.5F));
}

TUILERIE_CLONES void roundImpl(const float *in, int comps, int channels, uint8_t *out, size_t pixels)
{
    if (comps == channels) {
        for (size_t i = 0; i < pixels * size_t(channels); ++i)
            out[i] = rounded(in[i]);
    } else if (comps == 4 && channels == 3) {
        for (size_t i = 0; i < pixels; ++i)
            for (size_t c = 0; c < 3; ++c)
                out[3 * i + c] = rounded(in[4 * i + c]);
    } else {
        for (size_t i = 0; i < pixels; ++i)
            for (size_t c = 0; c < size_t(channels); ++c)
                out[i * size_t(channels) + c] = rounded(in[i * size_t(comps) + c]);
    }
}

} // namespace

void convolve(const FloatWindow &window, const int32_t *x, const int32_t *y, size_t count, const KernelTable &kernelX,
    const KernelTable &kernelY, float *out)
{
    convolveImpl(window, x, y, count, kernelX, kernelY, out);
}

void roundToBytes(const float *in, int comps, int channels, uint8_t *out, size_t pixels)
{
    roundImpl(in, comps, channels, out, pixels);
}

} // namespace tuilerie
