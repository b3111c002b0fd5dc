// SPDX-License-Identifier: GPL-3.0-or-later
// Every field behind the standard ones is kept, whatever it is called: a name twice, no name, bytes that nothing describes.
#include "check/finding.h"
#include "cloudsum.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "source/lasheader.h"
#include "support/rawlas.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

using Described = std::initializer_list<std::pair<QByteArray, int>>;

/// Points with bytes of their own: two counts, up and down.
RawLas withExtra(const RawRecord &descriptors, int extraBytes = 4, int x = 650000)
{
    RawLas las;
    las.points = rawCloud(500, x);
    quint16 count = 0;
    for (RawPoint &point : las.points) {
        const quint16 values[2] = {count, quint16(60000 - count)};
        point.extra = QByteArray(reinterpret_cast<const char *>(values), sizeof values);
        ++count;
    }
    las.extraBytes = extraBytes;
    las.records = {RawRecord::wkt(wktByGdal("EPSG:2154")), descriptors};
    return las;
}

} // namespace

class ExtraBytesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_counter = 0;

    QString put(const RawLas &las)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.las").arg(m_counter++));
        if (!las.write(path))
            qFatal("cannot write");
        return path;
    }

    Result<PointCloudResult> generate(const QStringList &paths, RecordingControl &control)
    {
        PointCloudParams params;
        params.paths = paths;
        params.output = m_folder.filePath(QStringLiteral("%1.copc.laz").arg(m_counter++));
        return generatePointCloud(params, control);
    }

    static QStringList findings(const QStringList &paths)
    {
        SilentControl control;
        const auto found = checkPaths(paths, {}, control);
        QStringList ids;
        if (found)
            for (const Finding &finding : *found)
                if (finding.id.startsWith(QLatin1String("pointcloud.extrabytes")))
                    ids << finding.id;
        return ids;
    }

private Q_SLOTS:
    void everyFieldOfAFile_data()
    {
        QTest::addColumn<QByteArray>("descriptors");
        QTest::addColumn<int>("described");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char *name, Described fields, int described, const QString &finding) {
            QTest::newRow(name) << RawRecord::fields(fields).data << described << finding;
        };
        row("two names", {{"Attr", 3}, {"Other", 3}}, 2, {});
        row("one name twice", {{"Attr", 3}, {"Attr", 3}}, 2, QStringLiteral("pointcloud.extrabytes.names"));
        row("one name twice, of two types", {{"Attr", 3}, {"Attr", 4}}, 2, QStringLiteral("pointcloud.extrabytes.names"));
        row("no names", {{"", 3}, {"", 3}}, 2, QStringLiteral("pointcloud.extrabytes.names"));
        row("no name, and bytes that nothing describes", {{"", 3}}, 1,
            QStringLiteral("pointcloud.extrabytes.undescribed pointcloud.extrabytes.names"));
        row("nothing described", {}, 0, QStringLiteral("pointcloud.extrabytes.undescribed"));
        row("more described than there is", {{"Attr", 3}, {"Long", 7}, {"Short", 3}}, 1,
            QStringLiteral("pointcloud.extrabytes.undescribed"));
    }
    void everyFieldOfAFile()
    {
        QFETCH(QByteArray, descriptors);
        QFETCH(int, described);
        QFETCH(QString, finding);
        const QString path = put(withExtra({"LASF_Spec", 4, descriptors}));
        QStringList found = findings({path}), expected = finding.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        found.sort();
        expected.sort();
        QCOMPARE(found, expected);
        RecordingControl control;
        const auto made = generate({path}, control);
        VERIFY_OK(made);
        QCOMPARE(control.warnings(), QStringList());
        const auto header = readLasHeader(made->path);
        VERIFY_OK(header);
        QCOMPARE(header->recordLength, 34);
        QCOMPARE(header->extraFields.size(), size_t(described));
        const CloudSum before = cloudSum({path}), after = cloudSum({made->path}); // by LASzip, extra bytes included
        QVERIFY2(before.error.isEmpty() && after.error.isEmpty(), qPrintable(before.error + after.error));
        QVERIFY(before == after);
    }

    /// The second "Attr" of one file is the second of the other.
    void acrossFiles()
    {
        const RawRecord twice = RawRecord::fields({{"Attr", 3}, {"Attr", 3}});
        const QStringList same{put(withExtra(twice)), put(withExtra(twice, 4, 650100))};
        RecordingControl control;
        const auto made = generate(same, control);
        VERIFY_OK(made);
        QCOMPARE(control.warnings(), QStringList());
        QVERIFY(cloudSum(same) == cloudSum({made->path}));
        // Where a file has one of them only, it is 0 in the other's place; the record holds all.
        const QStringList other{same[0], put(withExtra(RawRecord::fields({{"Attr", 3}, {"New", 3}}), 4, 650200))};
        RecordingControl mixed;
        const auto united = generate(other, mixed);
        VERIFY_OK(united);
        QCOMPARE(mixed.warnings().size(), 1);
        const auto header = readLasHeader(united->path);
        VERIFY_OK(header);
        QCOMPARE(header->recordLength, 36);
        QCOMPARE(header->extraFields.size(), size_t(3));
    }

    /// What the engine refuses, the check blocks, with both files named.
    void twoTailsAreRefused()
    {
        RawLas longer = withExtra(RawRecord::fields({}), 6, 650100);
        const QStringList paths{put(withExtra(RawRecord::fields({}))), put(longer)};
        QVERIFY(findings(paths).contains(QStringLiteral("pointcloud.extrabytes.conflict")));
        RecordingControl control;
        const auto made = generate(paths, control);
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(QLatin1String("nothing describes")), qPrintable(made.error().message));
    }
};

TUILERIE_TEST_MAIN(ExtraBytesTest)
#include "extrabytestest.moc"
