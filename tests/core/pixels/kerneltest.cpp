// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels and their tables: a partition of unity, symmetric, as wide as they say, and of the values that they are known
// by.
#include "pixels/kernel.h"

#include "support/testsupport.h"

#include <cmath>

using namespace tuilerie;

namespace {

const Kernel smooth[] = {Kernel::Linear, Kernel::Bicubic, Kernel::Lanczos2, Kernel::Lanczos3, Kernel::Lanczos4};
const double spans[] = {0.25, 1, 1.05, 1.06, 1.5, 2, 3.7, 16};

} // namespace

class KernelTest : public QObject
{
    Q_OBJECT

private slots:
    void values_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<double>("half");
        QTest::addColumn<double>("oneAndHalf");
        // sinc(1/2) = 2/π, sinc(3/2) = −2/(3π); Lanczos' window is sinc(x / lobes).
        const auto sinc = [](double x) { return std::sin(M_PI * x) / (M_PI * x); };
        QTest::newRow("linear") << int(Kernel::Linear) << 0.5 << 0.0;
        QTest::newRow("bicubic") << int(Kernel::Bicubic) << 0.5625 << -0.0625;
        for (const int lobes : {2, 3, 4})
            QTest::addRow("lanczos%d", lobes)
                << int(Kernel::Lanczos2) + lobes - 2 << sinc(0.5) * sinc(0.5 / lobes) << sinc(1.5) * sinc(1.5 / lobes);
    }
    void values()
    {
        QFETCH(int, kernel);
        QFETCH(double, half);
        QFETCH(double, oneAndHalf);
        const auto value = [&](double x) { return kernelValue(Kernel(kernel), x); };
        QCOMPARE(value(0), 1.0);
        QVERIFY(std::abs(value(0.5) - half) < 1e-12);
        QVERIFY(std::abs(value(1.5) - oneAndHalf) < 1e-12);
        for (double x = 0; x < 6; x += 0.01)
            QCOMPARE(value(-x), value(x));
        const double radius = kernelRadius(Kernel(kernel));
        for (int x = 1; x <= int(radius); ++x)
            QVERIFY(std::abs(value(x)) < 1e-12);        // pixels themselves are kept
        QVERIFY(std::abs(value(radius - 1e-6)) < 1e-5); // it ends where it says, without a step
        QCOMPARE(value(radius + 1e-9), 0.0);
    }

    void partitionOfUnity()
    {
        for (const Kernel kernel : smooth)
            for (const double span : spans) {
                const KernelTable table(kernel, span);
                for (int phase = 0; phase < KernelTable::phases; ++phase) {
                    double sum = 0;
                    for (int tap = 0; tap < table.taps(); ++tap)
                        sum += double(table.weights(phase)[tap]);
                    QVERIFY2(std::abs(sum - 1) < 1e-5, qPrintable(QStringLiteral("%1 %2").arg(span).arg(sum)));
                }
            }
    }

    void symmetric()
    {
        for (const Kernel kernel : smooth)
            for (const double span : spans) {
                const KernelTable table(kernel, span);
                for (int phase = 1; phase < KernelTable::phases; ++phase)
                    for (int tap = 0; tap < table.taps(); ++tap) {
                        const float mirrored = table.weights(KernelTable::phases - phase)[table.taps() - 1 - tap];
                        QVERIFY(std::abs(table.weights(phase)[tap] - mirrored) < 1e-6F);
                    }
            }
    }

    // As wide as the kernel where pixels are enlarged or nearly equal (as gdalwarp has it), wider by the span beyond.
    void widths()
    {
        for (const Kernel kernel : smooth)
            for (const double span : spans) {
                const KernelTable table(kernel, span);
                const double stretch = span > 1 / 0.95 ? span : 1;
                const double reach = kernelRadius(kernel) * stretch;
                QCOMPARE(table.taps(), 2 * int(std::ceil(reach)));
                QCOMPARE(table.tapsBefore(), table.taps() / 2 - 1);
                for (const int phase : {0, 1, 300, 512, 1023})
                    for (int tap = 0; tap < table.taps(); ++tap)
                        if (std::abs(tap - table.tapsBefore() - double(phase) / KernelTable::phases) > reach)
                            QCOMPARE(table.weights(phase)[tap], 0.0F);
            }
    }

    // A slope stays a slope: what these two are chosen for.
    void linearPrecision()
    {
        for (const Kernel kernel : {Kernel::Linear, Kernel::Bicubic}) {
            const KernelTable table(kernel, 1);
            for (int phase = 0; phase < KernelTable::phases; ++phase) {
                double place = 0;
                for (int tap = 0; tap < table.taps(); ++tap)
                    place += double(table.weights(phase)[tap]) * (tap - table.tapsBefore());
                QVERIFY(std::abs(place - double(phase) / KernelTable::phases) < 1e-5);
            }
        }
    }

    void spreadWeights()
    {
        const KernelTable table(Kernel::Lanczos3, 1.7);
        for (const int phase : {0, 5, 1023})
            for (int i = 0; i < 4 * table.taps(); ++i)
                QCOMPARE(table.spreadWeights(phase)[i], table.weights(phase)[i / 4]);
    }

    // One kernel each; only the word "lanczos" means another number of lobes in a pyramid than in a layer.
    void words()
    {
        QCOMPARE(kernelFromWord(QStringLiteral("nn")).value(), Kernel::Nearest);
        QCOMPARE(kernelFromWord(QStringLiteral("LINEAR")).value(), Kernel::Linear);
        QCOMPARE(kernelFromWord(QStringLiteral("bicubic")).value(), Kernel::Bicubic);
        QCOMPARE(kernelFromWord(QStringLiteral("lanczos")).value(), Kernel::Lanczos3);
        QVERIFY(!kernelFromWord(QStringLiteral("spline")));
        QCOMPARE(kernelFromName(QStringLiteral("NEAREST-NEIGHBOUR")), Kernel::Nearest);
        QCOMPARE(kernelFromName(QStringLiteral("LINEAR")), Kernel::Linear);
        QCOMPARE(kernelFromName(QStringLiteral("BICUBIC")), Kernel::Bicubic);
        QCOMPARE(kernelFromName(QStringLiteral("lanczos")), Kernel::Lanczos2);
        QCOMPARE(kernelFromName(QStringLiteral("LANCZOS2")), Kernel::Lanczos2);
        QCOMPARE(kernelFromName(QStringLiteral("lanczos_3")), Kernel::Lanczos3);
        QCOMPARE(kernelFromName(QStringLiteral("LANCZOS4")), Kernel::Lanczos4);
        QCOMPARE(kernelFromName(QString()), Kernel::Bicubic);
    }
};

TUILERIE_TEST_MAIN(KernelTest)
#include "kerneltest.moc"
