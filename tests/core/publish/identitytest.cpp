// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/identity.h"

#include "model/storeddata.h"
#include "publicationkinds.h"
#include "support/testsupport.h"

#include <QJsonDocument>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

PublishRequest example()
{
    PublishRequest request;
    request.paths = {u"/data/ortho"_s};
    request.layer = u"ortho_2026"_s;
    request.srs = u"EPSG:2154"_s;
    request.raster.format = u"JPG"_s;
    return request;
}

} // namespace

class IdentityTest : public QObject
{
    Q_OBJECT

private slots:
    void anotherStyleIsNoOtherData()
    {
        PublishRequest request = example();
        request.kind = PublishKind::Vector;
        const QString data = PublicationIdentity::of(request).data, whole = PublicationIdentity::of(request).request;
        request.tables = {{u"routes"_s, {}, {}, {}, {}, {}, {}}};
        QCOMPARE(PublicationIdentity::of(request).data, data);
        QVERIFY(PublicationIdentity::of(request).request != whole);
    }

    void fingerprintFollowsWhatIsPublished()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"a.tif"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one");
        file.close();
        PublishRequest request = example();
        request.paths = {folder.path()};
        const QString before = PublicationIdentity::of(request).request;
        QCOMPARE(PublicationIdentity::of(request).request, before);
        request.title = u"Another title"_s;
        QCOMPARE(PublicationIdentity::of(request).request, before);
        request.raster.tms = u"LAMB93_20cm"_s;
        QVERIFY(PublicationIdentity::of(request).request != before);
        request.raster.tms = u"PM"_s;
        QCOMPARE(PublicationIdentity::of(request).request, before);
        QVERIFY(file.open(QIODevice::Append));
        file.write("more");
        file.close();
        QVERIFY(PublicationIdentity::of(request).request != before);
    }

    // A publication that an earlier version began is found again: its fingerprint hashed this object.
    void rastersKeepTheirFingerprints()
    {
        PublishRequest request = example();
        request.kind = PublishKind::Raster;
        request.assignCrs = u"EPSG:2154"_s;
        const QByteArray json = QJsonDocument(request.parameters()).toJson(QJsonDocument::Compact);
        QCOMPARE(json,
            QByteArray(R"({"assign_crs":"EPSG:2154","compression":"jpg","height":16,"interpolation":"bicubic",)"
                       R"("mask":false,"tms":"PM","width":16})"));
    }

    // Each part has one name, and cancel and pause look for all of them.
    void everyPartIsNamed_data() { addPublicationKinds(); }
    void everyPartIsNamed()
    {
        QFETCH(int, kind);
        const PublicationFiles files;
        const PublicationIdentity identity = PublicationIdentity::of(files.request(publicationKinds[kind]));
        const QStringList all = identity.all();
        QVERIFY(all.contains(identity.ofUpload()));
        QVERIFY(all.contains(identity.ofConfiguration()));
        for (const QString &type : {QString(StoredDataType::VectorDb), QString(StoredDataType::VectorPyramid),
                 QString(StoredDataType::RasterPyramid), QString(StoredDataType::PyramidCopc),
                 QString(StoredDataType::PyramidEpt)})
            QVERIFY(all.contains(identity.ofStoredData(type)));
        QVERIFY(!all.contains(QString()));
    }

    // What goes from one program to the next as JSON keeps its name, or everything would be made a second time.
    void survivesTheJourney_data() { addPublicationKinds(); }
    void survivesTheJourney()
    {
        QFETCH(int, kind);
        const PublicationFiles files;
        PublishRequest request = files.request(publicationKinds[kind]);
        request.derive.cell = 0.1;
        request.vector.simplification = 0.1;
        request.vector.top = request.raster.top = u"3"_s;
        request.raster.mask = true;
        const PublicationIdentity identity = PublicationIdentity::of(request);
        const QByteArray sent = QJsonDocument(request.toJson()).toJson();
        const auto arrived = PublishRequest::fromJson(QJsonDocument::fromJson(sent).object());
        VERIFY_OK(arrived);
        QCOMPARE(PublicationIdentity::of(*arrived), identity);
        QCOMPARE(PublicationIdentity::fromJson(identity.toJson()), identity);
    }
};

TUILERIE_TEST_MAIN(IdentityTest)
#include "identitytest.moc"
