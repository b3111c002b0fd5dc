// SPDX-License-Identifier: GPL-3.0-or-later
// A band that says opacity and holds a measurement: told from opacities of every kind by the values that the check reads.
#include "../source/rasterfixture.h"
#include "check/finding.h"
#include "findinglists.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

class BandAlphaTest : public QObject
{
    Q_OBJECT

private slots:
    void opacityIsToldFromData_data()
    {
        using Value = std::function<double(int, int)>;
        QTest::addColumn<Value>("opacity");
        QTest::addColumn<int>("type");
        QTest::addColumn<bool>("isData");
        const auto row = [](const char *name, bool isData, int type, Value opacity) {
            QTest::newRow(name) << opacity << type << isData;
        };
        const auto infrared = [](int x, int y) { return 40 + (x * 37 + y * 61 + x * y) % 160; };
        row("infrared", true, 1, infrared);
        row("infrared of 12 bits", true, 2, [=](int x, int y) { return infrared(x, y) * 20; });
        row("infrared in a collar", true, 1, [=](int x, int y) { return x + y < 50 ? 0 : infrared(x, y); });
        row("saturated here and there", true, 1, [=](int x, int y) { return x < 9 ? 255 : infrared(x, y); });
        row("all opaque", false, 1, [](int, int) { return 255; });
        row("collar", false, 1, [](int x, int y) { return x + y < 50 ? 0 : 255; });
        row("soft edge", false, 1, [](int x, int y) { return std::clamp((x + y - 40) * 8, 0, 255); });
        row("one veil", false, 1, [](int, int) { return 128; });
        row("0 and 1", false, 1, [](int x, int) { return x > 20 ? 1 : 0; });
        row("16 bits", false, 2, [](int x, int) { return x > 20 ? 65535 : 0; });
        row("nothing", false, 1, [](int, int) { return 0; });
    }
    void opacityIsToldFromData()
    {
        QFETCH(std::function<double(int, int)>, opacity);
        QFETCH(int, type);
        QFETCH(bool, isData);
        RasterSpec spec;
        spec.bands = 4;
        spec.alpha = true;
        spec.type = type;
        spec.value = [&](int x, int y, int band) { return band == 3 ? opacity(x, y) : texture(x, y, band); };
        const QString path = m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".tif"));
        QVERIFY(writeRaster(path, spec));
        SilentControl control;
        const auto checked = checkPaths({path}, {}, control);
        VERIFY_OK(checked);
        const auto findings = ofId(*checked, "raster.bands.alpha");
        QCOMPARE(findings.size(), size_t(isData ? 1 : 0));
        if (!isData)
            return;
        QCOMPARE(findings[0].severity, Severity::Warning);
        QVERIFY(findings[0].path == path && findings[0].message.contains(QLatin1String("Band 4")));
        QVERIFY(findings[0].fix.contains(QLatin1String("--bands 4")));
    }

private:
    QTemporaryDir m_folder;
};

TUILERIE_TEST_MAIN(BandAlphaTest)
#include "bandalphatest.moc"
