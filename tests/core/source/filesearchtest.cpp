// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filename.h"
#include "rasterfixture.h"
#include "source/filelist.h"
#include "source/inspect.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"
#include "support/testsupport.h"

#include <QJsonArray>

#include <algorithm>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class FileSearchTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const QString &name) const { return name.isEmpty() ? m_folder->path() : m_folder->path() + u'/' + name; }

    void put(const QString &name, const QByteArray &content = "x")
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }

    void link(const QString &target, const QString &name) { QVERIFY(QFile::link(path(target), path(name))); }

    /// Names of what is found behind the paths, below the test's folder.
    QStringList found(const QStringList &names, Result<FoundFiles> *whole = nullptr) const
    {
        QStringList paths, result;
        for (const QString &name : names)
            paths << path(name);
        auto files = findFiles(paths);
        if (files) {
            for (const FoundFile &file : files->files)
                result << file.path.mid(m_folder->path().size() + 1);
        } else {
            result << u"error: "_s + errorCodeName(files.error().code);
        }
        if (whole)
            *whole = std::move(files);
        return result;
    }

    static QStringList leftOut(const FoundFiles &found, LeftOut why)
    {
        QStringList names;
        for (const LeftOutGroup &group : found.leftOut) {
            if (group.why == why)
                for (const QString &path : group.paths)
                    names << QFileInfo(path).fileName();
        }
        return names;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void pathsAndGlobs_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("expected");
        const QStringList all{
            u"a/tile_1.tif"_s, u"a/tile_2.tif"_s, u"a/tile_10.tif"_s, u"b/deep/er/x.jp2"_s, u"b/y.tif"_s, u"été/z.tif"_s};
        QTest::newRow("a file") << u"a/tile_2.tif"_s << QStringList{u"a/tile_2.tif"_s};
        QTest::newRow("a file of no known kind") << u"a/readme"_s << QStringList{u"a/readme"_s};
        QTest::newRow("a folder") << u""_s << all;
        QTest::newRow("a folder with a slash") << u"a/"_s << all.mid(0, 3);
        QTest::newRow("dots") << u"b/../a/./tile_1.tif"_s << all.mid(0, 1);
        QTest::newRow("star") << u"a/*.tif"_s << all.mid(0, 3);
        QTest::newRow("star of folders") << u"*/*.tif"_s << QStringList{all[0], all[1], all[2], all[4], all[5]};
        QTest::newRow("question mark") << u"a/tile_?.tif"_s << all.mid(0, 2);
        QTest::newRow("question mark is one character") << u"?t?/z.tif"_s << all.mid(5);
        QTest::newRow("class") << u"a/tile_[0-1].tif"_s << all.mid(0, 1);
        QTest::newRow("other class") << u"a/tile_[!1]*.tif"_s << all.mid(1, 1);
        QTest::newRow("any depth") << u"**/*.tif"_s << QStringList{all[0], all[1], all[2], all[4], all[5]};
        QTest::newRow("any depth within") << u"b/**/x.*"_s << all.mid(3, 1);
        QTest::newRow("all below") << u"b/**"_s << all.mid(3, 2);
        QTest::newRow("folders that match") << u"[ab]"_s << all.mid(0, 5);
        QTest::newRow("letter case counts") << u"a/*.TIF"_s << QStringList{u"error: not-found"_s};
        QTest::newRow("nothing matches") << u"a/*.laz"_s << QStringList{u"error: not-found"_s};
        QTest::newRow("nothing there") << u"c"_s << QStringList{u"error: not-found"_s};
        QTest::newRow("a name with brackets") << u"odd/[1]*.tif"_s << QStringList{u"odd/[1]*.tif"_s};
    }

    void pathsAndGlobs()
    {
        QFETCH(QString, pattern);
        QFETCH(QStringList, expected);
        for (const char *name : {"a/tile_10.tif", "a/tile_2.tif", "a/tile_2.tfw", "a/tile_1.tif", "a/tile_1.tif.aux.xml",
                 "a/readme", "b/deep/er/x.jp2", "b/y.tif", "été/z.tif"})
            put(QString::fromUtf8(name));
        if (pattern.startsWith("odd"_L1))
            put(u"odd/[1]*.tif"_s);
        QCOMPARE(found({pattern}), expected);
    }

    void orderIsNaturalAndTotal()
    {
        QStringList names{u"/d/1.tif"_s, u"/d/1/a.tif"_s, u"/d/01.tif"_s, u"/d/2.tif"_s, u"/d/10.tif"_s, u"/d/10a.tif"_s,
            u"/d/99999999999999999999998.tif"_s, u"/d/99999999999999999999999.tif"_s, u"/d/a1b2.tif"_s, u"/d/a1b10.tif"_s,
            u"/d/a01b3.tif"_s, u"/d/b.tif"_s, u"/d/é.tif"_s};
        QStringList sorted = names;
        std::sort(sorted.begin(), sorted.end(), naturalOrder);
        QVERIFY(sorted.indexOf(u"/d/2.tif"_s) < sorted.indexOf(u"/d/10.tif"_s));
        QVERIFY(sorted.indexOf(u"/d/a1b2.tif"_s) < sorted.indexOf(u"/d/a01b3.tif"_s));
        QVERIFY(sorted.indexOf(u"/d/a01b3.tif"_s) < sorted.indexOf(u"/d/a1b10.tif"_s));
        QVERIFY(sorted.indexOf(u"/d/99999999999999999999998.tif"_s) < sorted.indexOf(u"/d/99999999999999999999999.tif"_s));
        std::mt19937 random(7);
        for (int i = 0; i < 200; ++i) { // one order, whatever the file system's was
            std::shuffle(names.begin(), names.end(), random);
            QStringList again = names;
            std::sort(again.begin(), again.end(), naturalOrder);
            QCOMPARE(again, sorted);
        }
        for (const QString &a : sorted) {
            for (const QString &b : sorted)
                QVERIFY((a == b) == (!naturalOrder(a, b) && !naturalOrder(b, a)));
        }
    }

    void linksAreFollowedOnce()
    {
        put(u"disk/more/far.tif"_s);
        put(u"disk/one.tif"_s);
        put(u"data/here.tif"_s);
        put(u"data/sub/there.tif"_s);
        link(u"disk/one.tif"_s, u"data/linked.tif"_s);
        link(u"disk/more"_s, u"data/more"_s);
        link(u"data"_s, u"data/sub/up"_s);
        link(u"data/sub"_s, u"data/again"_s);
        link(u"data/here.tif"_s, u"data/a_copy.tif"_s);
        link(u"nowhere/x.tif"_s, u"data/dangling.tif"_s);
        QVERIFY(::symlink("self.tif", path(u"data/self.tif"_s).toUtf8().constData()) == 0);
        Result<FoundFiles> whole = FoundFiles();
        QCOMPARE(found({u"data"_s}, &whole),
            (QStringList{u"data/here.tif"_s, u"data/linked.tif"_s, u"data/more/far.tif"_s, u"data/sub/there.tif"_s}));
        QCOMPARE(leftOut(*whole, LeftOut::Loop), QStringList{u"up"_s});
        QCOMPARE(leftOut(*whole, LeftOut::Repeated), (QStringList{u"a_copy.tif"_s, u"again"_s}));
        QCOMPARE(leftOut(*whole, LeftOut::BrokenLink), (QStringList{u"dangling.tif"_s, u"self.tif"_s}));
        // The same through a pattern.
        const QStringList deep = found({u"data/**/*.tif"_s}, &whole);
        QVERIFY2(deep.contains(u"data/more/far.tif"_s) && deep.contains(u"data/linked.tif"_s), qPrintable(deep.join(u' ')));
        QVERIFY(leftOut(*whole, LeftOut::Loop).size() >= 1);
        QCOMPARE(found({u"data/dangling.tif"_s}), QStringList{u"error: not-found"_s});
        // What should not be missed is said with its name.
        RecordingControl control;
        whole->warn(control);
        QVERIFY2(control.warnings().join(u' ').contains("dangling.tif"_L1), qPrintable(control.warnings().join(u' ')));
    }

    void whatIsLeftOutIsNamed()
    {
        put(u"d/a.tif"_s);
        put(u"d/a.TFW"_s);
        put(u"d/a.tif.aux.xml"_s);
        put(u"d/b.tfw"_s); // of nothing
        put(u"d/report.pdf"_s);
        put(u"d/._a.tif"_s);
        put(u"d/.trash/old.tif"_s);
        put(u"d/all.vrt"_s);
        QVERIFY(::mkfifo(path(u"d/pipe.tif"_s).toUtf8().constData(), 0600) == 0);
        Result<FoundFiles> whole = FoundFiles();
        QCOMPARE(found({u"d"_s}, &whole), QStringList{u"d/a.tif"_s});
        QCOMPARE(leftOut(*whole, LeftOut::NotData), (QStringList{u"b.tfw"_s, u"report.pdf"_s}));
        QCOMPARE(leftOut(*whole, LeftOut::Hidden), (QStringList{u"._a.tif"_s, u".trash"_s}));
        QCOMPARE(leftOut(*whole, LeftOut::Index), QStringList{u"all.vrt"_s});
        QCOMPARE(leftOut(*whole, LeftOut::Special), QStringList{u"pipe.tif"_s});
        QCOMPARE(found({u"d/pipe.tif"_s}), QStringList{u"error: invalid"_s});
        QCOMPARE(found({u"d/*.vrt"_s}), QStringList{u"d/all.vrt"_s}); // asked for, and alone
        QVERIFY(leftOut(*whole, LeftOut::NotData).size() == 2 && whole->leftOut.front().sentence().contains("b.tfw"_L1));
    }

    void foldersThatCannotBeReadAreSaid()
    {
        if (::geteuid() == 0)
            QSKIP("root reads every folder");
        put(u"d/a.tif"_s);
        put(u"d/locked/b.tif"_s);
        QVERIFY(QFile::setPermissions(path(u"d/locked"_s), {}));
        const auto files = findFiles({path(u"d"_s)});
        QFile::setPermissions(path(u"d/locked"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(!files);
        QCOMPARE(files.error().code, ErrorCode::Denied);
        QVERIFY(files.error().message.contains("locked"_L1));
    }

    void ownPyramidsAreNoData()
    {
        put(u"d/a.tif"_s);
        put(u"d/ortho.json"_s, R"({"tile_matrix_set":"PM","levels":[]})");
        put(u"d/ortho/DATA/12/00/75/61.tif"_s);
        put(u"d/.begun.journal/journal"_s); // of a run that was stopped
        put(u"d/begun/DATA/12/00/75/61.tif"_s);
        put(u"d/other.json"_s, R"({"some":"notes"})"); // no pyramid
        put(u"d/other/b.tif"_s);
        Result<FoundFiles> whole = FoundFiles();
        const QStringList data{u"d/a.tif"_s, u"d/other/b.tif"_s};
        QCOMPARE(found({u"d"_s}, &whole), data);
        QCOMPARE(leftOut(*whole, LeftOut::OwnPyramid), (QStringList{u"begun"_s, u"ortho"_s}));
        QCOMPARE(found({u"d/**/*.tif"_s}), data);
        QCOMPARE(found({u"d/ortho"_s}, &whole), QStringList());
        QCOMPARE(leftOut(*whole, LeftOut::OwnPyramid), QStringList{u"ortho"_s});
    }

    void anEptIsOneFile()
    {
        put(u"d/ept/ept.json"_s, "{}");
        put(u"d/ept/ept-data/0-0-0-0.laz"_s);
        put(u"d/ept/ept-hierarchy/0-0-0-0.json"_s, "{}");
        put(u"d/features.json"_s, R"({"type":"FeatureCollection","features":[]})");
        Result<FoundFiles> whole = FoundFiles();
        QCOMPARE(found({u"d"_s}, &whole), (QStringList{u"d/ept/ept.json"_s, u"d/features.json"_s}));
        QCOMPARE(whole->of(SourceKind::PointCloud).size(), 1u);
        QCOMPARE(whole->of(SourceKind::Vector).size(), 1u); // a .json by its bytes
    }

    // Names that are no text are found, opened and shown; before, Qt dropped them without a word.
    void namesAreBytes()
    {
        RasterSpec spec;
        QVERIFY(writeRaster(path(u"plain.tif"_s), spec));
        spec.crs.clear();
        spec.geoTransform.clear();
        QVERIFY(writeRaster(path(u"bare.tif"_s), spec));
        const QByteArray folder = path(u"\u00e9t\u00e9"_s).toUtf8() + "_\xE9";
        QVERIFY(::mkdir(folder.constData(), 0700) == 0);
        const QByteArray named = folder + "/c\xF4te.tif";
        QVERIFY(::rename(path(u"bare.tif"_s).toUtf8().constData(), named.constData()) == 0);
        // Its world file in another letter case.
        QVERIFY(QFile::exists(path(u"plain.tif"_s)));
        put(u"world"_s, "1\n0\n0\n-1\n650000.5\n6859999.5\n");
        QVERIFY(::rename(path(u"world"_s).toUtf8().constData(), (folder + "/C\xF4TE.Tfw").constData()) == 0);
        QCOMPARE(QDir(path({})).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 0); // Qt alone sees nothing

        SilentControl control;
        for (const QString &given : {path({}), pathOfBytes(named), path(u"**/c*.tif"_s)}) {
            const auto source = RasterSource::open({given}, {u"EPSG:2154"_s}, control);
            VERIFY_OK(source);
            const auto tile = std::find_if((*source)->tiles().begin(), (*source)->tiles().end(),
                [&](const RasterTile &one) { return bytesOfPath(one.path) == named; });
            QVERIFY2(tile != (*source)->tiles().end(), qPrintable(given));
            QVERIFY2(tile->problem.isEmpty(), qPrintable(tile->problem));
            QVERIFY(tile->isGeoreferenced);
            QCOMPARE(tile->extent, (Extent{650000, 6859936, 650064, 6860000}));
            // A second opening takes it from the index of headers.
            auto reader = RasterReader::create(*source, {});
            VERIFY_OK(reader);
            RasterBlock block;
            VERIFY_OK((*reader)->read(tile->extent, 64, 64, block));
            QVERIFY(!block.empty);
        }
        const auto inspected = inspectPaths({pathOfBytes(named)}, control);
        VERIFY_OK(inspected);
        QCOMPARE(bytesOfPath(inspected->at(0).toObject().value("path"_L1).toString()), named);
    }

    void sidecarsInAnyLetterCase()
    {
        RasterSpec spec;
        spec.crs.clear();
        spec.geoTransform.clear();
        QVERIFY(writeRaster(path(u"TILE.TIF"_s), spec));
        put(u"Tile.tFw"_s, "1\n0\n0\n-1\n650000.5\n6859999.5\n");
        put(u"TILE.tif.AUX.xml"_s, "<PAMDataset/>");
        const auto entries = listFiles({path({})}, SourceKind::Raster);
        VERIFY_OK(entries);
        QCOMPARE(entries->size(), 1u);
        QCOMPARE(entries->front().sidecars.size(), 2);
        SilentControl control;
        const auto source = RasterSource::open({path({})}, {u"EPSG:2154"_s}, control);
        VERIFY_OK(source);
        QVERIFY((*source)->tiles().front().isGeoreferenced);
        // Of two files whose names differ in case alone, each has its own.
        put(u"two/a.tif"_s);
        put(u"two/A.tif"_s);
        put(u"two/a.tfw"_s);
        put(u"two/A.tfw"_s);
        const auto two = listFiles({path(u"two"_s)}, SourceKind::Raster);
        VERIFY_OK(two);
        QCOMPARE(two->size(), 2u);
        for (const FileEntry &entry : *two)
            QCOMPARE(entry.sidecars, QStringList{QFileInfo(entry.path).completeBaseName() + ".tfw"_L1});
    }

    void shapefilePartsInAnyLetterCase()
    {
        const QString script =
            u"from osgeo import ogr, osr\nimport sys\nr = osr.SpatialReference()\nr.ImportFromEPSG(2154)\n"
            "d = ogr.GetDriverByName('ESRI Shapefile').CreateDataSource(sys.argv[1])\nl = d.CreateLayer('a', r, "
            "ogr.wkbPoint)\n"
            "f = ogr.Feature(l.GetLayerDefn())\nf.SetGeometry(ogr.CreateGeometryFromWkt('POINT (1 2)'))\nl.CreateFeature(f)\n"_s;
        QCOMPARE(runProgram(u"/usr/bin/python3"_s, {u"-c"_s, script, path(u"a.shp"_s)}).exitCode, 0);
        for (const QString &part : {u"hx"_s, u"bf"_s, u"rj"_s}) {
            const QString first = part == u"hx"_s ? u"s"_s : part == u"bf"_s ? u"d"_s : u"p"_s;
            QVERIFY(QFile::rename(path(u"a."_s + first + part), path(u"A."_s + first.toUpper() + part)));
        }
        const auto layers = readVectorLayers(path(u"a.shp"_s));
        VERIFY_OK(layers);
        QCOMPARE(layers->front().features, 1);
        QCOMPARE(layers->front().crs, u"EPSG:2154"_s);
    }

    // One list of endings: what is looked at and checked is what goes into an upload.
    void oneListOfFormats()
    {
        QSet<QString> endings;
        for (const FileFormat &format : fileFormats()) {
            QVERIFY(!format.name.isEmpty() && format.kind != SourceKind::Unknown && !format.endings.isEmpty());
            for (const QLatin1String ending : format.endings) {
                const QString name = u"x."_s + ending;
                QVERIFY2(!endings.contains(ending), qPrintable(name)); // one row
                endings.insert(ending);
                QCOMPARE(kindOfName(name), format.kind);
                QCOMPARE(kindOfName(name.toUpper()), format.kind);
                QVERIFY(fileDialogPatterns().split(u' ').contains(u"*."_s + ending));
                QCOMPARE(isUploadable(name), format.upload != FileFormat::Upload::Never);
            }
        }
        for (const char *name : {"a.gml", "a.gpkg", "a.kml"})
            QCOMPARE(kindOfName(QLatin1String(name)), SourceKind::Vector);
        for (const char *name : {"a.asc", "a.bil", "a.img", "a.hgt", "a.tif"})
            QVERIFY(kindOfName(QLatin1String(name)) == SourceKind::Raster && isUploadable(QLatin1String(name)));
        // A list of other files is taken for one by its name alone.
        QCOMPARE(QByteArray(driversFor(SourceKind::Raster, u"a.vrt"_s)[0]), QByteArray("VRT"));
        for (const char *const *driver = driversFor(SourceKind::Raster, u"a.tif"_s); *driver; ++driver)
            QVERIFY(qstrcmp(*driver, "VRT") != 0);
        put(u"trick.tif"_s, "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"/>");
        SilentControl control;
        QVERIFY(!RasterSource::open({path(u"trick.tif"_s)}, {}, control));
    }

    void kindOfAFolder()
    {
        put(u"d/a.csv"_s);
        put(u"d/b.csv"_s);
        QCOMPARE(sourceKind({path(u"d"_s)}), SourceKind::Vector);
        put(u"d/c.tif"_s);
        QCOMPARE(sourceKind({path(u"d"_s)}), SourceKind::Raster); // tables of attributes beside an image
        put(u"d/d.gml"_s);
        put(u"d/e.gml"_s);
        QCOMPARE(sourceKind({path(u"d"_s)}), SourceKind::Vector);
    }
};

TUILERIE_TEST_MAIN(FileSearchTest)
#include "filesearchtest.moc"
