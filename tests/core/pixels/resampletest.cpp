// SPDX-License-Identifier: GPL-3.0-or-later
// The resampler against the plain definition, written down without tables, vectors or fixed-point places.
#include "pixels/resample.h"

#include "support/testsupport.h"

#include <QRandomGenerator>

#include <cmath>
#include <cstring>
#include <limits>

using namespace tuilerie;

namespace {

constexpr PixelRect area{-12, -12, 60, 53};
constexpr PixelRect limits{0, 0, 48, 41};
constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

enum class Holes { None, Some };

PixelImage picture(int channels, bool isFloat, Holes holes, bool isOpaque)
{
    PixelImage image(area, {channels, isFloat, {}});
    QRandomGenerator random(5);
    for (qint64 y = area.y0; y < area.y1; ++y)
        for (qint64 x = area.x0; x < area.x1; ++x) {
            for (int c = 0; c < channels; ++c) {
                const bool isOpacity = !isFloat && c + 1 == channels && (channels == 2 || channels == 4);
                const int value = isOpacity && isOpaque ? 255 : int(random.bounded(256));
                if (isFloat) {
                    const float sample = float(value) * 7.3F - 500;
                    std::memcpy(image.pixel(x, y) + 4 * c, &sample, sizeof sample);
                } else {
                    image.pixel(x, y)[c] = uint8_t(value);
                }
            }
            const bool isInside = x >= limits.x0 && x < limits.x1 && y >= limits.y0 && y < limits.y1;
            *image.valid(x, y) = holes == Holes::None || (isInside && random.bounded(5) > 0) ? 255 : 0;
        }
    return image;
}

double sampleOf(const PixelImage &image, qint64 x, qint64 y, int channel)
{
    if (!image.isFloat())
        return image.pixel(x, y)[channel];
    float value = 0;
    std::memcpy(&value, image.pixel(x, y) + 4 * channel, sizeof value);
    return double(value);
}

struct Naive
{
    bool isValid = false;
    double opacity = 255;
    std::vector<double> values;
};

Naive naive(const PixelImage &image, Kernel kernel, double spanX, double spanY, double x, double y)
{
    Naive result;
    if (!(x >= double(limits.x0) && y >= double(limits.y0) && x < double(limits.x1) && y < double(limits.y1)))
        return result;
    const qint64 ownX = qint64(std::floor(x)), ownY = qint64(std::floor(y));
    if (!*image.valid(ownX, ownY))
        return result;
    result.isValid = true;
    const int channels = image.channels();
    const bool isColourOpacity = !image.isFloat() && (channels == 2 || channels == 4);
    const auto own = [&] {
        for (int c = 0; c < channels; ++c)
            result.values.push_back(sampleOf(image, ownX, ownY, c));
        return result;
    };
    if (kernel == Kernel::Nearest)
        return own();
    const double stretchX = spanX > 1 / 0.95 ? spanX : 1, stretchY = spanY > 1 / 0.95 ? spanY : 1;
    std::vector<double> sums(size_t(channels), 0.0);
    double all = 0, used = 0, opacity = 0;
    const qint64 reachX = qint64(std::ceil(kernelRadius(kernel) * stretchX)) + 1;
    const qint64 reachY = qint64(std::ceil(kernelRadius(kernel) * stretchY)) + 1;
    for (qint64 py = ownY - reachY; py <= ownY + reachY; ++py)
        for (qint64 px = ownX - reachX; px <= ownX + reachX; ++px) {
            const double weight = kernelValue(kernel, (double(px) + 0.5 - x) / stretchX)
                * kernelValue(kernel, (double(py) + 0.5 - y) / stretchY);
            all += weight;
            if (!*image.valid(px, py))
                continue;
            used += weight;
            const double alpha = isColourOpacity ? sampleOf(image, px, py, channels - 1) : 1;
            opacity += weight * alpha;
            for (int c = 0; c < channels; ++c)
                sums[size_t(c)] += weight * (isColourOpacity && c + 1 == channels ? 1 : alpha) * sampleOf(image, px, py, c);
        }
    if (used / all < 0.25)
        return own();
    if (isColourOpacity)
        result.opacity = opacity / all;
    for (int c = 0; c < channels; ++c) {
        const bool isColour = isColourOpacity && c + 1 < channels;
        const double divisor = isColour ? opacity : used;
        const double value = isColour && opacity / all <= 1e-3 ? 0 : sums[size_t(c)] / divisor;
        result.values.push_back(image.isFloat() ? value : std::clamp(value, 0.0, 255.0));
    }
    return result;
}

} // namespace

class ResampleTest : public QObject
{
    Q_OBJECT

private slots:
    void againstTheDefinition_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("isFloat");
        QTest::addColumn<int>("holes");
        QTest::addColumn<bool>("isOpaque");
        const char *names[] = {"nearest", "linear", "bicubic", "lanczos2", "lanczos3", "lanczos4"};
        for (int kernel = 0; kernel < 6; ++kernel)
            for (const int holes : {0, 1}) {
                for (const int channels : {1, 2, 3, 4})
                    for (const bool isOpaque : {true, false})
                        if (isOpaque || channels == 2 || channels == 4)
                            QTest::addRow("%s, %d bytes%s%s", names[kernel], channels, isOpaque ? "" : ", see-through",
                                holes ? ", holes" : "")
                                << kernel << channels << false << holes << isOpaque;
                for (const int channels : {1, 3})
                    QTest::addRow("%s, %d floats%s", names[kernel], channels, holes ? ", holes" : "")
                        << kernel << channels << true << holes << true;
            }
    }
    void againstTheDefinition()
    {
        QFETCH(int, kernel);
        QFETCH(int, channels);
        QFETCH(bool, isFloat);
        QFETCH(int, holes);
        QFETCH(bool, isOpaque);
        const PixelImage image = picture(channels, isFloat, Holes(holes), isOpaque);
        for (const auto &[spanX, spanY] : {std::pair(1.0, 1.0), std::pair(1.75, 1.25)}) {
            Resampler resampler{Kernel(kernel)};
            resampler.setSpan(spanX, spanY);
            QVERIFY(resampler.marginX() <= -area.x0 && resampler.marginY() <= -area.y0);
            PixelView view = viewOf(image);
            if (holes == 0)
                view.valid = nullptr;
            resampler.setWindow(view, limits);
            constexpr qint64 width = 60, height = 30;
            PixelImage out({5, 3, 5 + width, 3 + height}, {channels, isFloat, {}});
            for (qint64 row = 0; row < height; ++row) {
                std::vector<double> x(width), y(width);
                for (size_t i = 0; i < size_t(width); ++i) {
                    // On the table's places; some outside, one nowhere.
                    x[i] = std::round((double(i) * 0.87 - 1.3 + double(row) * 0.01) * 1024) / 1024 + 0.5;
                    y[i] = std::round((double(row) * 1.45 - 0.9 + double(i) * 0.02) * 1024) / 1024 + 0.5;
                }
                x[17] = y[17] = nowhere;
                resampler.row(x.data(), y.data(), 5, size_t(width), 3 + row, out);
                for (qint64 i = 0; i < width; ++i) {
                    const Naive wanted = naive(image, Kernel(kernel), spanX, spanY, x[size_t(i)], y[size_t(i)]);
                    const qint64 px = 5 + i, py = 3 + row;
                    QCOMPARE(*out.valid(px, py) == 255, wanted.isValid);
                    for (int c = 0; wanted.isValid && c < channels; ++c) {
                        if (c + 1 < channels && wanted.opacity < 8)
                            continue; // a colour that hardly shows is hardly known
                        const double got = sampleOf(out, px, py, c), want = wanted.values[size_t(c)];
                        const double allowed = isFloat ? 0.02 : 0.6; // rounding, and a little of single precision
                        QVERIFY2(std::abs(got - want) <= allowed,
                            qPrintable(
                                QStringLiteral("%1 %2 channel %3: %4, not %5").arg(i).arg(row).arg(c).arg(got).arg(want)));
                    }
                }
            }
        }
    }

    // A see-through pixel's colour shows as much as the pixel does: here, not at all.
    void hiddenColoursDoNotBleed()
    {
        PixelImage image(area, {4, false, {}});
        for (qint64 y = area.y0; y < area.y1; ++y)
            for (qint64 x = area.x0; x < area.x1; ++x) {
                const uint8_t red[4] = {200, 0, 0, 255}, hidden[4] = {0, 255, 255, 0};
                std::memcpy(image.pixel(x, y), x < 20 ? red : hidden, 4);
                *image.valid(x, y) = 255;
            }
        Resampler resampler(Kernel::Linear);
        resampler.setSpan(1, 1);
        resampler.setWindow(viewOf(image), limits);
        PixelImage out({0, 0, 3, 1}, {4, false, {}});
        const double x[3] = {19.5, 20, 20.25}, y[3] = {10, 10, 10};
        resampler.row(x, y, 0, 3, 0, out);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(int(out.pixel(i, 0)[0]), 200);
            QCOMPARE(int(out.pixel(i, 0)[1]), 0);
        }
        QCOMPARE(int(out.pixel(0, 0)[3]), 255);
        QCOMPARE(int(out.pixel(1, 0)[3]), 128);
        QCOMPARE(int(out.pixel(2, 0)[3]), 64);
    }
};

TUILERIE_TEST_MAIN(ResampleTest)
#include "resampletest.moc"
