// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/delivery.h"

#include "base/filename.h"
#include "client/tokensource.h"
#include "fakeserver.h"
#include "support/testsupport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

// An upload as a server keeps it.
struct FakeUpload
{
    QMap<QString, QByteArray> files;
    QMap<QString, QByteArray> md5;
    QMap<QString, QString> references;
    QStringList deleted;
    std::function<int(const FakeRequest &)> statusOfPost = [](const FakeRequest &) { return 201; };

    FakeServer server{[this](const FakeRequest &request) { return answer(request); }};
    SilentControl control;
    EntrepotClient client{{server.url(u"/api"_s), {}}, std::make_shared<TokenSource>(SignIn()), control};

    FakeAnswer answer(const FakeRequest &request)
    {
        const QString path = request.queryValue(u"path"_s);
        if (request.path == "/api/users/me"_L1)
            return {200, R"({"_id":"u","communities_member":[{"community":{"_id":"c","datastore":"ds"}}]})", {}};
        if (request.path.endsWith("/tree"_L1)) {
            std::vector<UploadTreeNode> nodes;
            UploadTreeNode data{true, u"data"_s, 0, {}};
            for (auto it = files.cbegin(); it != files.cend(); ++it)
                data.children.push_back({false, it.key().mid(5), it->size(), {}});
            nodes.push_back(data);
            return {200, QJsonDocument(treeToJson(nodes)).toJson(), {}};
        }
        if (request.method == "DELETE") {
            deleted << path;
            files.remove(path);
            return {204, {}, {}};
        }
        if (request.path.endsWith("/md5"_L1)) {
            md5.insert(QString::fromUtf8(request.fileName()), request.filePart());
            return {201, {}, {}};
        }
        if (request.query.hasQueryItem(u"reference"_s)) {
            references.insert(path, request.queryValue(u"reference"_s));
            return {201, {}, {}};
        }
        const int status = statusOfPost(request);
        // A doubtful answer, though the bytes have come.
        if (status < 300 || status == 409)
            files.insert(path, request.filePart());
        return {status, {}, {}};
    }
};

QByteArray noise(int size, int seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = quint32(seed) * 2654435761u + 1;
    for (char &byte : bytes) {
        state = state * 1664525u + 1013904223u;
        byte = char(state >> 24);
    }
    return bytes;
}

void write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QStringList remotePaths(const std::vector<DeliveryFile> &files)
{
    QStringList paths;
    for (const DeliveryFile &file : files)
        paths << file.remotePath;
    paths.sort();
    return paths;
}

} // namespace

class DeliveryTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }

private slots:
    void initTestCase()
    {
        write(path(u"orthos/a/tuile 1.tif"_s), noise(100000, 1));
        write(path(u"orthos/a/tuile 1.tfw"_s), "0.2\n");
        write(path(u"orthos/b/été+\".tif"_s), noise(70001, 2));
        write(path(u"orthos/b/notes.txt"_s), "no raster");
        write(path(u"orthos/all.vrt"_s),
            R"(<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1">
            <SimpleSource><SourceFilename relativeToVRT="1">a/tuile 1.tif</SourceFilename></SimpleSource>
            <SimpleSource><SourceFilename relativeToVRT="1">b/été+&quot;.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>)");
        write(path(u"warped.vrt"_s),
            R"(<VRTDataset subClass="VRTWarpedDataset"><SourceDataset>x.tif</SourceDataset></VRTDataset>)");
    }

    void expandsPaths_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<bool>("byReference");
        QTest::addColumn<QStringList>("remote");
        const QStringList tiles{u"data/a/tuile 1.tfw"_s, u"data/a/tuile 1.tif"_s, u"data/b/été+\".tif"_s};
        QTest::newRow("folder") << QStringList{u"orthos"_s} << true << tiles;
        QTest::newRow("glob") << QStringList{u"orthos/*/*.tif"_s} << true << tiles;
        QTest::newRow("deep glob") << QStringList{u"**/*.ti?"_s} << false << tiles;
        QTest::newRow("class") << QStringList{u"orthos/[ab]/[!n]*.tif"_s} << false << tiles;
        QTest::newRow("one file") << QStringList{u"orthos/a/tuile 1.tif"_s} << false
                                  << QStringList{u"data/tuile 1.tfw"_s, u"data/tuile 1.tif"_s};
        QTest::newRow("twice the same") << QStringList{u"orthos/a/tuile 1.tif"_s, u"orthos/a"_s} << false
                                        << QStringList{u"data/tuile 1.tfw"_s, u"data/tuile 1.tif"_s};
        QTest::newRow("VRT here") << QStringList{u"orthos/all.vrt"_s} << true << QStringList{u"data/all.vrt"_s};
        QTest::newRow("VRT elsewhere") << QStringList{u"orthos/all.vrt"_s} << false << tiles;
        QTest::newRow("VRT with arithmetic") << QStringList{u"warped.vrt"_s} << false << QStringList();
        QTest::newRow("missing") << QStringList{u"nowhere.tif"_s} << false << QStringList();
        QTest::newRow("glob without match") << QStringList{u"orthos/*.jp2"_s} << false << QStringList();
        QTest::newRow("nothing") << QStringList() << false << QStringList();
    }

    void expandsPaths()
    {
        QFETCH(QStringList, paths);
        QFETCH(bool, byReference);
        QFETCH(QStringList, remote);
        for (QString &name : paths)
            name = path(name);
        const auto files = dataFiles(paths, SourceKind::Raster, byReference);
        QCOMPARE(files.has_value(), !remote.isEmpty());
        if (files)
            QCOMPARE(remotePaths(*files), remote);
    }

    // What is checked is what is published: the same list says both.
    void everyFormatThatIsChecked()
    {
        for (const char *name : {"f/grid.asc", "f/grid.PRJ", "f/dem.bil", "f/dem.hdr", "f/old.img", "f/N48E002.hgt",
                 "f/a.gml", "f/a.XSD", "f/b.kml", "f/c.tab", "f/c.dat", "f/c.map", "f/c.id", "f/readme.txt", "f/d.parquet"})
            write(path(QLatin1String(name)), "x");
        QCOMPARE(publishKindOf({path(u"f/a.gml"_s)}), PublishKind::Vector);
        QCOMPARE(publishKindOf({path(u"f/dem.bil"_s)}), PublishKind::Raster);
        for (const bool byReference : {true, false}) {
            RecordingControl said;
            const auto rasters = dataFiles({path(u"f"_s)}, SourceKind::Raster, byReference, &said);
            VERIFY_OK(rasters);
            QCOMPARE(remotePaths(*rasters),
                (QStringList{u"data/N48E002.hgt"_s, u"data/dem.bil"_s, u"data/dem.hdr"_s, u"data/grid.PRJ"_s,
                    u"data/grid.asc"_s, u"data/old.img"_s}));
            const auto vectors = dataFiles({path(u"f"_s)}, SourceKind::Vector, byReference, &said);
            VERIFY_OK(vectors);
            QCOMPARE(remotePaths(*vectors),
                (QStringList{u"data/a.XSD"_s, u"data/a.gml"_s, u"data/b.kml"_s, u"data/c.dat"_s, u"data/c.id"_s,
                    u"data/c.map"_s, u"data/c.tab"_s}));
            QVERIFY2(said.warnings().join(u' ').contains("d.parquet"_L1), qPrintable(said.warnings().join(u' ')));
        }
    }

    // A name that is no text is sent with its bytes, by reference, or under a name that any machine can write.
    void namesAreBytes()
    {
        QDir().mkpath(path(u"bytes"_s));
        const QByteArray native = path(u"bytes"_s).toUtf8() + "/c\xF4te.tif";
        write(path(u"plain.tif"_s), noise(500, 3));
        QVERIFY(::rename(path(u"plain.tif"_s).toUtf8().constData(), native.constData()) == 0);
        const auto files = dataFiles({path(u"bytes"_s)}, SourceKind::Raster, false);
        VERIFY_OK(files);
        QCOMPARE(remotePaths(*files), QStringList{u"data/c%F4te.tif"_s});
        FakeUpload sent, referred;
        VERIFY_OK(deliver(sent.client, u"u1"_s, *files, false));
        QCOMPARE(sent.files.value(u"data/c%F4te.tif"_s), noise(500, 3));
        VERIFY_OK(deliver(referred.client, u"u1"_s, *files, true));
        QCOMPARE(bytesOfPath(referred.references.value(u"data/c%F4te.tif"_s)), native);
    }

    void sendsFilesAndMd5()
    {
        FakeUpload upload;
        const auto files = dataFiles({path(u"orthos"_s)}, SourceKind::Raster, false);
        const auto outcome = deliver(upload.client, u"u1"_s, *files, false);
        VERIFY_OK(outcome);
        QCOMPARE(upload.files.size(), 3);
        QCOMPARE(upload.files.value(u"data/a/tuile 1.tif"_s), noise(100000, 1));
        QCOMPARE(upload.files.value(u"data/b/été+\".tif"_s), noise(70001, 2));
        QByteArray lines;
        for (const QString &name : {u"data/a/tuile 1.tfw"_s, u"data/a/tuile 1.tif"_s, u"data/b/été+\".tif"_s})
            lines += QCryptographicHash::hash(upload.files.value(name), QCryptographicHash::Md5).toHex() + "  "
                + name.toUtf8() + '\n';
        QCOMPARE(upload.md5.value(u"data.md5"_s), lines);
    }

    // What is there with the right size is left alone, what has another size is replaced.
    void goesOn()
    {
        FakeUpload upload;
        upload.files.insert(u"data/a/tuile 1.tif"_s, noise(100000, 1));
        upload.files.insert(u"data/b/été+\".tif"_s, noise(500, 9));
        const auto files = dataFiles({path(u"orthos"_s)}, SourceKind::Raster, false);
        const auto outcome = deliver(upload.client, u"u1"_s, *files, false);
        VERIFY_OK(outcome);
        QCOMPARE(upload.deleted, QStringList{u"data/b/été+\".tif"_s});
        QCOMPARE(upload.server.count("POST", u"/api/datastores/ds/uploads/u1/data"_s), 2);
        QCOMPARE(upload.files.value(u"data/b/été+\".tif"_s), noise(70001, 2));
    }

    void believesTheTree()
    {
        FakeUpload upload;
        upload.statusOfPost = [](const FakeRequest &request) { return request.fileName().endsWith("tfw") ? 409 : 201; };
        const auto files = dataFiles({path(u"orthos"_s)}, SourceKind::Raster, false);
        const auto outcome = deliver(upload.client, u"u1"_s, *files, false);
        VERIFY_OK(outcome);

        FakeUpload other;
        other.statusOfPost = [](const FakeRequest &request) { return request.fileName().endsWith("tfw") ? 503 : 201; };
        const Status sent = deliver(other.client, u"u1"_s, *files, false);
        QVERIFY(!sent);
        QVERIFY2(sent.error().message.contains("tuile 1.tfw"_L1), qPrintable(sent.error().message));
        // The others were sent all the same.
        QCOMPARE(other.files.size(), 2);
    }

    void stopsAtARefusal()
    {
        FakeUpload upload;
        upload.statusOfPost = [](const FakeRequest &) { return 413; };
        const auto files = dataFiles({path(u"orthos"_s)}, SourceKind::Raster, false);
        QCOMPARE(deliver(upload.client, u"u1"_s, *files, false).error().code, ErrorCode::DiskFull);
        QCOMPARE(upload.server.count("POST", u"/api/datastores/ds/uploads/u1/data"_s), 1);
    }

    void refersToFiles()
    {
        FakeUpload upload;
        const auto files = dataFiles({path(u"orthos"_s)}, SourceKind::Raster, true);
        const auto outcome = deliver(upload.client, u"u1"_s, *files, true);
        VERIFY_OK(outcome);
        QCOMPARE(upload.references.value(u"data/b/été+\".tif"_s), path(u"orthos/b/été+\".tif"_s));
        QCOMPARE(upload.references.size(), 3);
        QVERIFY(upload.files.isEmpty() && upload.md5.isEmpty());
    }

    // A file that goes away between looking and sending is an error, not an empty file.
    void fileVanishes()
    {
        FakeUpload upload;
        const std::vector<DeliveryFile> files{{path(u"gone.tif"_s), u"data/gone.tif"_s, 10}};
        const Status sent = deliver(upload.client, u"u1"_s, files, false);
        QVERIFY(!sent);
        QVERIFY(upload.files.isEmpty());
    }

    void pyramid()
    {
        write(path(u"p/ortho.json"_s), R"({"tile_matrix_set":"PM","format":"TIFF_JPG_UINT8","levels":[{"id":"1",
            "storage":{"type":"FILE","image_directory":"ortho/DATA/1","path_depth":2}}]})");
        write(path(u"p/ortho.list"_s), "0=x\n#\n");
        write(path(u"p/ortho/DATA/1/00/00/01.tif"_s), noise(3000, 3));
        write(path(u"p/ortho/DATA/0/00/00/00.tif"_s), noise(10, 4)); // not of this pyramid
        const auto all = pyramidFiles(path(u"p/ortho.json"_s), false);
        VERIFY_OK(all);
        QCOMPARE(remotePaths(*all), (QStringList{u"ortho.json"_s, u"ortho.list"_s, u"ortho/DATA/1/00/00/01.tif"_s}));
        const auto folders = pyramidFiles(path(u"p/ortho.json"_s), true);
        VERIFY_OK(folders);
        QCOMPARE(remotePaths(*folders), (QStringList{u"ortho.json"_s, u"ortho.list"_s, u"ortho/DATA/1"_s}));
        QVERIFY(!pyramidFiles(path(u"p/ortho.list"_s), false));
    }
};

TUILERIE_TEST_MAIN(DeliveryTest)
#include "deliverytest.moc"
