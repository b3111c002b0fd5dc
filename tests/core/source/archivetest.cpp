// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filename.h"
#include "source/archive.h"
#include "source/filelist.h"
#include "source/inspect.h"
#include "source/vectorinspect.h"
#include "source/workcopy.h"
#include "support/rawzip.h"
#include "support/testsupport.h"

#include <QDir>
#include <QJsonObject>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray point = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":1},)"
                         R"("geometry":{"type":"Point","coordinates":[2,48]}}]})";

template <typename T> QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : result.error().message.toUtf8();
}

class Stopped final : public WorkControl
{
public:
    void progress(const Progress &) override {}
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return StopRequest::Cancel; }
};

} // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT

    TemporaryProfile m_profile;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString put(const QString &name, const QByteArray &content) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return isWritten ? path(name) : QString();
    }
    QStringList names(const FoundFiles &found) const
    {
        QStringList list;
        for (const FoundFile &file : found.files)
            list << asGiven(file.path).mid(m_folder->path().size() + 1);
        return list;
    }
    static QStringList copies() { return QDir(workCopyFolder()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        removeWorkCopies();
        QCOMPARE(copies(), QStringList());
    }

    void filesOfAZipAreThoseOfAFolder()
    {
        const QString zip = put(u"livré.zip"_s,
            rawZip({{"sub/", {}, false}, {"sub/a.geojson", point}, {"sub\\deep\\b.geojson", point, false},
                {"lisez-moi.txt", "x"}, {"__MACOSX/sub/._a.geojson", "x"}, {"sub/.DS_Store", "x"}, {"Thumbs.db", "x"}}));
        const auto found = findFiles({zip});
        QVERIFY2(found, why(found));
        QCOMPARE(names(*found), (QStringList{u"livré.zip/sub/a.geojson"_s, u"livré.zip/sub/deep/b.geojson"_s}));
        QCOMPARE(found->leftOut.size(), size_t(1));
        QCOMPARE(found->leftOut.front().why, LeftOut::NotData);
        QVERIFY(isCollection(zip));
        QCOMPARE(sourceKind(QStringList{zip}), SourceKind::Vector);
        SilentControl control;
        const auto inspected = inspectPaths({zip}, control);
        QVERIFY(inspected && inspected->size() == 1);
        QCOMPARE(inspected->at(0)[u"files"_s].toInt(), 2);
        QCOMPARE(inspected->at(0)[u"path"_s].toString(), zip);
        // A path into the zip is one, too.
        const auto inner = findFiles({zip + u"/sub/deep"_s});
        QVERIFY(inner && names(*inner) == QStringList{u"livré.zip/sub/deep/b.geojson"_s});
        QVERIFY(!findFiles({zip + u"/none"_s}));
    }

    void shapefilesFindTheirSidecars()
    {
        QStringList parts;
        for (const char *end : {"shp", "shx", "dbf", "prj"})
            parts << QString::fromLatin1(end);
        // Written by GDAL beside, zipped, and read as the folder is.
        QVERIFY(QDir().mkpath(path(u"in"_s)));
        const QString json = put(u"a.geojson"_s, point);
        QCOMPARE(runProgram(u"ogr2ogr"_s, {path(u"in/été.shp"_s), json}).exitCode, 0);
        std::vector<ZipEntry> entries;
        for (const QString &part : std::as_const(parts)) {
            QFile file(path(u"in/été."_s + part));
            QVERIFY(file.open(QIODevice::ReadOnly));
            // As Windows writes names: é of CP437.
            entries.push_back({"d/\x82t\x82." + part.toLatin1(), file.readAll()});
        }
        const auto there = listFiles({put(u"s.zip"_s, rawZip(entries))}, SourceKind::Vector);
        QVERIFY2(there && there->size() == 1, why(there));
        QVERIFY(there->front().path.endsWith(u"/s/d/été.shp"_s));
        const auto layers = readVectorLayers(there->front().path);
        QVERIFY(layers && layers->size() == 1);
        QCOMPARE(layers->front().features, 1);
        QCOMPARE(layers->front().crs, u"EPSG:4326"_s);
    }

    void whatIsRefusedNamesTheEntry_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("named");
        QTest::addColumn<int>("code");
        const int invalid = int(ErrorCode::Invalid), corrupt = int(ErrorCode::Corrupt);
        const auto row = [](const char *title, const std::vector<ZipEntry> &entries, const QString &named, int code) {
            QTest::newRow(title) << rawZip(entries) << named << code;
        };
        row("out of the folder", {{"a/../../x.geojson", point}}, u"a/../../x.geojson"_s, invalid);
        row("out, by backslashes", {{"..\\x.geojson", point}}, u"../x.geojson"_s, invalid);
        row("absolute", {{"/etc/x.geojson", point}}, u"/etc/x.geojson"_s, invalid);
        row("a drive", {{"C:\\x.geojson", point}}, u"C:/x.geojson"_s, invalid);
        row("twice", {{"x.geojson", point}, {"./x.geojson", point}}, u"x.geojson"_s, invalid);
        row("file and folder", {{"x", point}, {"x/y.geojson", point}}, u"“x”"_s, invalid);
        row("a link", {{"x.geojson", "/etc/passwd", false, 0, 3, 0120777}}, u"x.geojson"_s, invalid);
        row("a device", {{"x.geojson", {}, false, 0, 3, 0020666}}, u"x.geojson"_s, invalid);
        row("encrypted", {{"x.geojson", point, true, 1}}, u"x.geojson"_s, invalid);
        row("another method", {{"x.geojson", point, false, 0, 3, 0100644, 0, -1, 6}}, u"x.geojson"_s, invalid);
        row("a zip within", {{"x.zip", rawZip({{"y.geojson", point}})}}, u"x.zip"_s, invalid);
        row("another archive within", {{"x.7z", "7z"}}, u"x.7z"_s, invalid);
        row("control characters", {{"x\n.geojson", point}}, u"control"_s, invalid);
        row("a long name", {{QByteArray(300, 'x') + ".geojson", point}}, u"too long"_s, invalid);
        row("a wrong sum", {{"y.geojson", point}, {"x.geojson", point, true, 0, 3, 0100644, 1}}, u"x.geojson"_s, corrupt);
        row("more bytes than declared", {{"x.geojson", point, true, 0, 3, 0100644, 0, 10}}, u"x.geojson"_s, corrupt);
        row("fewer bytes than declared", {{"x.geojson", point, true, 0, 3, 0100644, 0, 5000}}, u"x.geojson"_s, corrupt);
        const QByteArray whole = rawZip({{"x.geojson", point}});
        QTest::newRow("cut off") << whole.left(whole.size() - 30) << u"bad.zip"_s << corrupt;
        QTest::newRow("no zip") << QByteArray("nothing of a zip") << u"bad.zip"_s << corrupt;
        QTest::newRow("empty") << QByteArray() << u"bad.zip"_s << corrupt;
        QByteArray broken = whole;
        for (int i = 45; i < 60; ++i)
            broken[i] = char(broken[i] ^ 0x5a);
        QTest::newRow("broken in the middle") << broken << u"x.geojson"_s << corrupt;
        // Entries that stand for the same bytes, a thousand times over.
        std::vector<ZipEntry> many;
        for (int i = 0; i < 3; ++i)
            many.push_back({"f" + QByteArray::number(i), QByteArray(100'000, 'x'), false});
        QByteArray shared = rawZip(many);
        shared.remove(60, 250'000);
        const qsizetype end = shared.lastIndexOf("PK\5\6");
        for (int k = 0; k < 4; ++k) // the directory's new place
            shared[end + 16 + k] = char(quint32(shared.indexOf("PK\1\2")) >> (8 * k));
        QTest::newRow("shared bytes") << shared << u"f0"_s << invalid;
    }
    void whatIsRefusedNamesTheEntry()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, named);
        QFETCH(int, code);
        const QString zip = put(u"bad.zip"_s, bytes);
        const auto found = findFiles({zip});
        QVERIFY(!found);
        QCOMPARE(errorCodeName(found.error().code), errorCodeName(ErrorCode(code)));
        QVERIFY2(found.error().message.contains(named), qPrintable(found.error().message));
        QVERIFY2(found.error().message.contains(zip), qPrintable(found.error().message));
        QCOMPARE(copies(), QStringList()); // nothing half made is left
    }

    void bombsAreRefusedBeforeTheyAreUnpacked()
    {
        // 2 GiB of noughts, said only: nothing of it is read.
        const QString zip =
            put(u"bomb.zip"_s, rawZip({{"a.tif", QByteArray(1000, '\0'), true, 0, 3, 0100644, 0, qint64(2) << 30}}));
        const auto found = findFiles({zip});
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Unsupported);
        QVERIFY(found.error().message.contains(u"200"_s));
    }

    void otherArchivesAreNamed()
    {
        for (const char *name : {"a.7z", "a.rar", "a.tar.gz", "a.tgz"}) {
            const auto found = findFiles({put(QString::fromLatin1(name), "x")});
            QVERIFY(!found);
            QCOMPARE(found.error().code, ErrorCode::Unsupported);
        }
    }

    void zipsBesideDataAreLeftOut()
    {
        put(u"d/a.zip"_s, rawZip({{"a.geojson", point}}));
        put(u"d/b.zip"_s, rawZip({{"b.geojson", point}}));
        const auto zips = findFiles({path(u"d"_s)});
        QVERIFY(zips);
        QCOMPARE(names(*zips), (QStringList{u"d/a.zip/a.geojson"_s, u"d/b.zip/b.geojson"_s}));
        const auto glob = findFiles({path(u"d/*.zip"_s)});
        QVERIFY(glob && names(*glob) == names(*zips));
        const auto closed = findFiles({path(u"d"_s)}, {.opensArchives = false});
        QVERIFY(closed && closed->files.empty());
        QCOMPARE(closed->archives, (QStringList{path(u"d/a.zip"_s), path(u"d/b.zip"_s)}));
        put(u"d/c.geojson"_s, point);
        const auto both = findFiles({path(u"d"_s)});
        QVERIFY(both);
        QCOMPARE(names(*both), QStringList{u"d/c.geojson"_s});
        QCOMPARE(both->leftOut.front().why, LeftOut::Archive);
        QVERIFY(both->leftOut.front().isWarning());
    }

    void theCopyIsFoundAgainAndTakenAway()
    {
        const QString zip = put(u"a.zip"_s, rawZip({{"a.geojson", point}}));
        const auto first = unpackArchive(zip);
        QVERIFY(first);
        const FileStatus before = fileStatus(*first + u"/a.geojson"_s);
        QVERIFY(before.isFile);
        // The same content under another name is the same copy, as after a restart.
        QVERIFY(QFile::copy(zip, path(u"b.zip"_s)));
        const auto again = unpackArchive(path(u"b.zip"_s));
        QVERIFY(again);
        QCOMPARE(fileStatus(*again + u"/a.geojson"_s).stamp, before.stamp);
        // Another content, another one.
        const auto other = unpackArchive(put(u"c.zip"_s, rawZip({{"a.geojson", point + ' '}})));
        QVERIFY(other && *other != *first);
        removeWorkCopies();
        QVERIFY(!fileStatus(*first).exists);
    }

    void aStopEndsIt()
    {
        Stopped control;
        const auto stopped = unpackArchive(put(u"a.zip"_s, rawZip({{"a.geojson", point}})), &control);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(copies(), QStringList());
    }
};

QTEST_GUILESS_MAIN(ArchiveTest)
#include "archivetest.moc"
