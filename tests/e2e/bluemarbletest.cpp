// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// A real picture that we did not make, of the whole world: Blue Marble as Debian's marble-data has it, georeferenced by
/// gdal_translate.
class BlueMarbleTest : public QObject
{
    Q_OBJECT

private slots:
    void isPublishedAsGdalwarpSeesIt()
    {
        const QString picture = u"/usr/share/marble/data/maps/earth/bluemarble/bluemarble.jpg"_s;
        if (!QFileInfo::exists(picture))
            QSKIP("no Blue Marble here (package marble-data)");
        QTemporaryDir folder;
        ServerGuard guard;
        const auto made = runProgram(u"gdal_translate"_s,
            {u"-q"_s, u"-a_srs"_s, u"EPSG:4326"_s, u"-a_ullr"_s, u"-180"_s, u"90"_s, u"180"_s, u"-90"_s, picture,
                folder.filePath(u"bluemarble.tif"_s)});
        QVERIFY2(made.exitCode == 0, made.errors.constData());

        const CliResult published =
            cli({u"publish"_s, folder.path(), u"--layer"_s, u"bluemarble"_s, u"--format"_s, u"PNG"_s, u"--json"_s});
        VERIFY_CLI(published, 0);
        const QString root = serviceUrl(published.json.object(), u"wmts"_s).section(u"/wmts"_s, 0, 0);
        const CliResult tiles = python(u"compare.py"_s, {u"wmts"_s, root, u"bluemarble"_s, folder.path()});
        VERIFY_CLI(tiles, 0);
        qInfo("WMTS against gdalwarp: %s", tiles.output.simplified().constData());
        QVERIFY2(tiles.json.object().value(u"psnr"_s).toDouble() >= 40, tiles.output.constData());
    }
};

TUILERIE_TEST_MAIN(BlueMarbleTest)
#include "bluemarbletest.moc"
