// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pixelconvert.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace tuilerie {

namespace {

template <typename S, typename D> D converted(const PixelPlan &plan, S value)
{
    if constexpr (std::is_same_v<D, float>) {
        return float(value);
    } else {
        uint8_t level = 0;
        if constexpr (std::is_same_v<S, D>)
            level = value;
        else // NaN fails both comparisons and must not reach the cast
            level = uint8_t(
                std::clamp(std::isnan(value) ? 0.f : (value - plan.stretchOffset) * plan.stretchScale, 0.f, 255.f) + 0.5f);
        return plan.isMinWhite ? uint8_t(255 - level) : level;
    }
}

/// What the sample of a colour means.
template <typename S> S meant(const PixelPlan &plan, S sample, size_t colour)
{
    if constexpr (std::is_same_v<S, float>) {
        if (!plan.scales.empty())
            return float(double(sample) * plan.scales[colour].first + plan.scales[colour].second);
    }
    return sample;
}

template <typename S, typename D> D convertedAlpha(const PixelPlan &plan, S value)
{
    if constexpr (std::is_same_v<S, float> && std::is_same_v<D, uint8_t>)
        return uint8_t(std::clamp(value * 255.f / plan.opaque, 0.f, 255.f) + 0.5f);
    else
        return D(value);
}

// Luma of ITU-R BT.709, for colour that is wanted as gray.
template <typename D> D gray(D r, D g, D b)
{
    const float luma = 0.2126f * float(r) + 0.7152f * float(g) + 0.0722f * float(b);
    if constexpr (std::is_same_v<D, float>)
        return luma;
    else
        return uint8_t(luma + 0.5f);
}

/// `colour` holds `colours` samples.
template <typename D> void spread(const PixelPlan &plan, const D *colour, int colours, D alpha, D *out)
{
    const int channels = plan.channels;
    if (plan.copiesColours) {
        std::copy(colour, colour + colours, out);
        return;
    }
    const bool isColour = colours >= 3;
    if (channels >= 3) {
        out[0] = colour[0];
        out[1] = isColour ? colour[1] : colour[0];
        out[2] = isColour ? colour[2] : colour[0];
        if (channels == 4)
            out[3] = alpha;
    } else {
        out[0] = isColour ? gray(colour[0], colour[1], colour[2]) : colour[0];
        if (channels == 2)
            out[1] = alpha;
    }
}

template <typename S> bool hasValue(const PixelPlan &plan, const S *pixel)
{
    if constexpr (std::is_same_v<S, float>) {
        for (int c = 0; c < plan.colours; ++c) {
            if (!std::isfinite(pixel[c]))
                return false;
        }
    }
    for (size_t c = 0; c < plan.nodata.size(); ++c) {
        if (float(pixel[c]) != plan.nodata[c])
            return true;
    }
    return plan.nodata.empty();
}

template <typename S, typename D>
void row(const PixelPlan &plan, const S *source, const uint8_t *mask, std::span<const int> columns, D *out, uint8_t *valid)
{
    const size_t samples = plan.bands.size();
    const size_t channels = size_t(plan.channels);
    const D opaque = std::is_same_v<D, float> ? D(plan.opaque) : D(255);
    D colour[4] = {};
    for (size_t i = 0; i < columns.size(); ++i, out += channels) {
        const size_t at = size_t(columns[i]);
        const S *pixel = source + at * samples;
        bool isValid = (!mask || mask[at] != 0) && hasValue(plan, pixel);
        D alpha = opaque;
        int colours = plan.colours;
        if (!plan.palette.empty()) {
            const double index = double(pixel[0]);
            const bool isKnown = index >= 0 && index < double(plan.palette.size());
            const auto entry = isKnown ? plan.palette[size_t(index)] : std::array<uint8_t, 4>{};
            isValid = isValid && isKnown && entry[3] != 0;
            for (int c = 0; c < 3; ++c)
                colour[c] = D(entry[size_t(c)]);
            alpha = D(entry[3]);
            colours = 3;
        } else {
            for (int c = 0; c < colours; ++c)
                colour[c] = converted<S, D>(plan, meant(plan, pixel[c], size_t(c)));
            if (plan.hasAlpha) {
                const S value = pixel[colours];
                isValid = isValid && value > 0; // also false for NaN
                alpha = convertedAlpha<S, D>(plan, value);
            }
        }
        if (!isValid && valid[i])
            continue;
        spread(plan, colour, colours, alpha, out);
        valid[i] = isValid ? 255 : 0;
    }
}

} // namespace

void convertRow(
    const PixelPlan &plan, const void *source, const uint8_t *mask, std::span<const int> columns, void *out, uint8_t *valid)
{
    if (plan.readsFloat) {
        const auto *from = static_cast<const float *>(source);
        if (plan.asFloat)
            row(plan, from, mask, columns, static_cast<float *>(out), valid);
        else
            row(plan, from, mask, columns, static_cast<uint8_t *>(out), valid);
    } else {
        const auto *from = static_cast<const uint8_t *>(source);
        if (plan.asFloat)
            row(plan, from, mask, columns, static_cast<float *>(out), valid);
        else
            row(plan, from, mask, columns, static_cast<uint8_t *>(out), valid);
    }
}

} // namespace tuilerie
