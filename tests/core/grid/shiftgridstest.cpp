// SPDX-License-Identifier: GPL-3.0-or-later
// Shift grids that are not installed: which, what comes of it, how to get them.
#include "grid/shiftgrids.h"

#include "support/testsupport.h"

#include <proj.h>

using namespace tuilerie;

namespace {

Crs crs(const char *text)
{
    return Crs::fromText(QString::fromLatin1(text)).value_or(Crs());
}

} // namespace

class ShiftGridsTest : public QObject
{
    Q_OBJECT

private slots:
    // Of a definition's own, without which there is no way at all.
    void ofTheDefinition()
    {
        const Crs lost = crs("+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 "
                             "+a=6378249.2 +b=6356515 +nadgrids=nowhere.gsb +pm=paris +units=m +no_defs");
        QVERIFY(lost.isValid());
        const auto lack = shiftGridLack(lost, crs("EPSG:3857"), {600000, 2400000, 601000, 2401000});
        QVERIFY(lack.has_value());
        QVERIFY(lack->isStopped);
        QCOMPARE(lack->names, QStringList{QStringLiteral("nowhere.gsb")});
        QVERIFY(lack->what(lost, crs("EPSG:3857")).contains(QLatin1String("nowhere.gsb")));
        QVERIFY(!lack->folder.isEmpty() && lack->how().contains(lack->folder));
        // What may be missing, and no grid at all, are fine.
        for (const char *grids : {"@nowhere.gsb", "@null"}) {
            const QString text =
                QStringLiteral("+proj=utm +zone=31 +ellps=intl +nadgrids=%1 +units=m").arg(QLatin1String(grids));
            QVERIFY2(!shiftGridLack(crs(qPrintable(text)), crs("EPSG:3857"), {}), grids);
        }
    }

    void nothingIsMissing()
    {
        QVERIFY(!shiftGridLack(crs("EPSG:2154"), crs("EPSG:3857"), {650000, 6860000, 660000, 6870000}));
        QVERIFY(!shiftGridLack(crs("EPSG:2154"), crs("IGNF:LAMB93"), {}));
        QVERIFY(!shiftGridLack(crs("EPSG:4326"), crs("EPSG:3857"), {}));
        QVERIFY(!shiftGridLack({}, crs("EPSG:3857"), {}));
    }

    // As PROJ itself says whether it finds the grid that the British way needs.
    void ofAnAuthority()
    {
        const char *const name = "uk_os_OSTN15_NTv2_OSGBtoETRS.tif";
        const bool isThere = proj_grid_info(name).gridname[0] != 0;
        const auto lack = shiftGridLack(crs("EPSG:27700"), crs("EPSG:3857"), {400000, 200000, 410000, 210000});
        QCOMPARE(lack.has_value(), !isThere);
        if (!lack)
            return;
        QVERIFY(!lack->isStopped);
        QCOMPARE(lack->names, QStringList{QString::fromLatin1(name)});
        QVERIFY(lack->urls.value(0).startsWith(QLatin1String("https://")));
        QCOMPARE(lack->with, 1.0);
        QCOMPARE(lack->without, 2.0);
        QVERIFY(lack->isSeen(0.25) && !lack->isSeen(30));
        const QString what = lack->what(crs("EPSG:27700"), crs("EPSG:3857"));
        QVERIFY(what.contains(QLatin1String("EPSG:27700")) && what.contains(QLatin1String("2 m")));
        QVERIFY(lack->how().contains(lack->urls[0]));
    }
};

TUILERIE_TEST_MAIN(ShiftGridsTest)
#include "shiftgridstest.moc"
