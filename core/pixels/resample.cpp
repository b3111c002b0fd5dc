// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tuilerie {

namespace {

constexpr int tableSteps = 512; ///< of the kernel for each pixel
constexpr int maxTaps = 96;

double sinc(double x)
{
    return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

double kernelValue(Kernel kernel, double x)
{
    x = std::abs(x);
    switch (kernel) {
    case Kernel::Nearest: return x <= 0.5 ? 1 : 0;
    case Kernel::Linear: return std::max(0.0, 1 - x);
    case Kernel::Bicubic: // Catmull-Rom, a = −1/2
        return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    case Kernel::Lanczos2: return x < 2 ? sinc(x) * sinc(x / 2) : 0;
    case Kernel::Lanczos3: return x < 3 ? sinc(x) * sinc(x / 3) : 0;
    case Kernel::Lanczos4: return x < 4 ? sinc(x) * sinc(x / 4) : 0;
    }
    return 0;
}

const std::vector<float> &table(Kernel kernel)
{
    static const std::array<std::vector<float>, 6> tables = [] {
        std::array<std::vector<float>, 6> made;
        for (int k = 0; k < 6; ++k)
            for (int i = 0; i <= int(kernelSupport(Kernel(k)) * tableSteps) + 1; ++i)
                made[size_t(k)].push_back(float(kernelValue(Kernel(k), double(i) / tableSteps)));
        return made;
    }();
    return tables[size_t(kernel)];
}

/// The source pixels under a kernel along one axis, and their weights.
struct Taps
{
    int first = 0;
    int count = 0;
    float weights[maxTaps];
};

void fillTaps(Kernel kernel, double scale, double position, int size, Taps &taps)
{
    if (kernel == Kernel::Nearest) {
        taps.first = int(std::floor(position));
        taps.count = taps.first >= 0 && taps.first < size;
        taps.weights[0] = 1;
        return;
    }
    const std::vector<float> &values = table(kernel);
    const double centre = position - 0.5;
    const double reach = kernelSupport(kernel) * scale;
    // What lies outside the block counts as invalid; its weight must not be lost from the total, so the taps are not clipped
    // here.
    taps.first = int(std::ceil(centre - reach));
    taps.count = std::min(maxTaps, int(std::floor(centre + reach)) - taps.first + 1);
    float sum = 0;
    for (int i = 0; i < taps.count; ++i) {
        const double distance = std::abs(taps.first + i - centre) / scale * tableSteps;
        taps.weights[i] = values[std::min(values.size() - 1, size_t(distance + 0.5))];
        sum += taps.weights[i];
    }
    for (int i = 0; i < taps.count; ++i)
        taps.weights[i] /= sum;
}

template <typename Sample, int channels>
void samplePixel(
    const PixelBlock &source, const Sample *pixels, const Taps &columns, const Taps &rows, Sample *out, uint8_t &valid)
{
    constexpr bool hasAlpha = std::is_same_v<Sample, uint8_t> && (channels == 2 || channels == 4);
    constexpr int colours = hasAlpha ? channels - 1 : channels;
    float sums[channels] = {};
    float colourWeight = 0;
    float weight = 0;
    for (int j = 0; j < rows.count; ++j) {
        const int y = rows.first + j;
        if (y < 0 || y >= source.height)
            continue;
        const size_t line = size_t(y) * size_t(source.width);
        for (int i = 0; i < columns.count; ++i) {
            const int x = columns.first + i;
            if (x < 0 || x >= source.width || !source.valid[line + size_t(x)])
                continue;
            const Sample *pixel = pixels + (line + size_t(x)) * channels;
            const float w = rows.weights[j] * columns.weights[i];
            weight += w;
            float colour = w;
            if constexpr (hasAlpha) {
                colour *= float(pixel[channels - 1]);
                sums[channels - 1] += colour;
                colourWeight += colour;
            } else {
                colourWeight += w;
            }
            for (int c = 0; c < colours; ++c)
                sums[c] += colour * float(pixel[c]);
        }
    }
    valid = weight > 0.5f ? 255 : 0;
    if (!valid)
        return;
    for (int c = 0; c < channels; ++c) {
        const bool isAlpha = hasAlpha && c == channels - 1;
        const float divisor = isAlpha ? weight : colourWeight;
        const float value = divisor > 1e-6f ? sums[c] / divisor : 0;
        if constexpr (std::is_same_v<Sample, uint8_t>)
            out[c] = uint8_t(std::clamp(value + 0.5f, 0.0f, 255.0f));
        else
            out[c] = value;
    }
}

template <typename Sample, int channels>
void sampleRow(const PixelBlock &source, const Sample *pixels, Kernel kernel, double scale,
    const std::vector<SourcePoint> &points, int y, PixelBlock &out, Sample *target)
{
    Taps columns;
    Taps rows;
    double lastY = NAN;
    for (int x = 0; x < out.width; ++x) {
        const SourcePoint &point = points[size_t(x)];
        const size_t at = size_t(y) * size_t(out.width) + size_t(x);
        // The comparisons also refuse what is not finite.
        if (!(point.x > -100 && point.y > -100 && point.x < source.width + 100 && point.y < source.height + 100))
            continue;
        fillTaps(kernel, scale, point.x, source.width, columns);
        if (point.y != lastY)
            fillTaps(kernel, scale, point.y, source.height, rows);
        lastY = point.y;
        samplePixel<Sample, channels>(source, pixels, columns, rows, target + at * channels, out.valid[at]);
    }
}

template <typename Sample>
void dispatch(const PixelBlock &source, const Sample *pixels, Kernel kernel, double scale,
    const std::vector<SourcePoint> &points, int y, PixelBlock &out, Sample *target)
{
    switch (source.channels) {
    case 1: return sampleRow<Sample, 1>(source, pixels, kernel, scale, points, y, out, target);
    case 2: return sampleRow<Sample, 2>(source, pixels, kernel, scale, points, y, out, target);
    case 3: return sampleRow<Sample, 3>(source, pixels, kernel, scale, points, y, out, target);
    default: return sampleRow<Sample, 4>(source, pixels, kernel, scale, points, y, out, target);
    }
}

} // namespace

Kernel kernelFromName(const QString &name)
{
    QString word = name.toLower();
    word.remove(QLatin1Char('_')).remove(QLatin1Char('-')).remove(QLatin1Char(' '));
    if (word == QLatin1String("nn") || word.startsWith(QLatin1String("nearest")))
        return Kernel::Nearest;
    if (word == QLatin1String("linear") || word == QLatin1String("bilinear"))
        return Kernel::Linear;
    if (word == QLatin1String("lanczos3"))
        return Kernel::Lanczos3;
    if (word == QLatin1String("lanczos4"))
        return Kernel::Lanczos4;
    if (word.startsWith(QLatin1String("lanczos")))
        return Kernel::Lanczos2;
    return Kernel::Bicubic;
}

double kernelSupport(Kernel kernel)
{
    constexpr double supports[] = {0.5, 1, 2, 2, 3, 4};
    return supports[size_t(kernel)];
}

PixelBlock PixelBlock::make(int width, int height, int channels, bool isFloat)
{
    PixelBlock block;
    block.width = width;
    block.height = height;
    block.channels = channels;
    block.isFloat = isFloat;
    const size_t count = size_t(width) * size_t(height);
    if (isFloat)
        block.floats.resize(count * size_t(channels));
    else
        block.bytes.resize(count * size_t(channels));
    block.valid.resize(count);
    return block;
}

void resampleRow(
    const PixelBlock &source, Kernel kernel, double scale, const std::vector<SourcePoint> &points, int y, PixelBlock &out)
{
    // More taps than these are of a map far coarser than the coarsest level.
    scale = std::clamp(scale, 1.0, (maxTaps - 2) / (2 * kernelSupport(kernel)));
    if (source.isFloat)
        dispatch<float>(source, source.floats.data(), kernel, scale, points, y, out, out.floats.data());
    else
        dispatch<uint8_t>(source, source.bytes.data(), kernel, scale, points, y, out, out.bytes.data());
}

} // namespace tuilerie
