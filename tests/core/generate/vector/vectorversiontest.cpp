// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of a pyramid: only slabs of other features are made again, byte for byte as a whole run would.
#include "generate/vector/vectorpyramid.h"

#include "base/atomicfile.h"
#include "pyramid/verify.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>

#include <ogrsf_frmts.h>

#include <random>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class VectorVersionTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    SilentControl m_silent;
    std::mt19937 m_random{20261202};
    QString m_source;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    int upTo(int count) { return int(m_random() % unsigned(count)); }

    VectorPyramidParams params(const QStringList &sources, const QString &version) const
    {
        VectorPyramidParams params;
        for (const QString &source : sources)
            params.paths << path(source);
        params.output = path(version) + "/p"_L1;
        params.top = u"13"_s;
        params.bottom = u"16"_s;
        params.slabWidth = params.slabHeight = 2;
        params.maxTileFeatures = 300; // limits are met
        params.workers = 2;
        return params;
    }
    static void shift(OGRGeometry *geometry, double dx, double dy)
    {
        class Mover : public OGRDefaultGeometryVisitor
        {
        public:
            double dx = 0, dy = 0;
            using OGRDefaultGeometryVisitor::visit;
            void visit(OGRPoint *point) override
            {
                point->setX(point->getX() + dx);
                point->setY(point->getY() + dy);
            }
        } mover;
        mover.dx = dx;
        mover.dy = dy;
        geometry->accept(&mover);
    }
    /// Moves one vertex of a border in all features that have it.
    static void bendBorder(OGRLayer *layer, const OGRFeature &feature)
    {
        OGRPoint corner;
        const OGRGeometry *geometry = feature.GetGeometryRef();
        const auto *polygon = geometry->getGeometryType() == wkbPolygon ? geometry->toPolygon()
            : geometry->getGeometryType() == wkbMultiPolygon            ? geometry->toMultiPolygon()->getGeometryRef(0)
                                                                        : nullptr;
        if (!polygon)
            return;
        polygon->getExteriorRing()->getPoint(1, &corner);
        class Bender : public OGRDefaultGeometryVisitor
        {
        public:
            double x = 0, y = 0;
            using OGRDefaultGeometryVisitor::visit;
            void visit(OGRPoint *point) override
            {
                if (point->getX() == x && point->getY() == y)
                    point->setX(x + 1.5);
            }
        } bender;
        bender.x = corner.getX();
        bender.y = corner.getY();
        layer->SetSpatialFilterRect(bender.x - 1, bender.y - 1, bender.x + 1, bender.y + 1);
        std::vector<OGRFeatureUniquePtr> near;
        for (auto &one : layer)
            near.push_back(std::move(one));
        layer->SetSpatialFilter(nullptr);
        for (OGRFeatureUniquePtr &one : near) {
            one->GetGeometryRef()->accept(&bender);
            QCOMPARE(layer->SetFeature(one.get()), OGRERR_NONE);
        }
    }
    /// Some edits of all kinds, as people make them.
    void edit(const QString &file)
    {
        const GDALDatasetUniquePtr data(
            GDALDataset::Open(QFile::encodeName(path(file)).constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        QVERIFY(data);
        QCOMPARE(data->StartTransaction(), OGRERR_NONE);
        for (int left = 1 + upTo(4); left > 0; --left) {
            OGRLayer *layer = data->GetLayer(upTo(data->GetLayerCount()));
            std::vector<GIntBig> ids;
            for (const auto &feature : layer)
                ids.push_back(feature->GetFID());
            if (ids.empty())
                continue;
            const OGRFeatureUniquePtr feature(layer->GetFeature(ids[size_t(upTo(int(ids.size())))]));
            switch (upTo(5)) {
            case 0: QCOMPARE(layer->DeleteFeature(feature->GetFID()), OGRERR_NONE); break;
            case 1: // another place
                shift(feature->GetGeometryRef(), upTo(400) - 200, upTo(400) - 200);
                QCOMPARE(layer->SetFeature(feature.get()), OGRERR_NONE);
                break;
            case 2: // another value
                for (int f = 0; f < feature->GetFieldCount(); ++f)
                    if (feature->GetFieldDefnRef(f)->GetType() == OFTString)
                        feature->SetField(f, ("edited " + std::to_string(upTo(1000))).c_str());
                QCOMPARE(layer->SetFeature(feature.get()), OGRERR_NONE);
                break;
            case 3: // a new one, at the end
                feature->SetFID(OGRNullFID);
                shift(feature->GetGeometryRef(), upTo(2000) - 1000, upTo(2000) - 1000);
                QCOMPARE(layer->CreateFeature(feature.get()), OGRERR_NONE);
                break;
            default: bendBorder(layer, *feature); break;
            }
        }
        QCOMPARE(data->CommitTransaction(), OGRERR_NONE);
    }
    void copyTo(const QString &name) const { QVERIFY(QFile::copy(m_source, path(name))); }

private slots:
    void initTestCase()
    {
        GDALAllRegister();
        const ProcessResult made =
            runProgram(programPath(u"tuilerie-sample"_s), {u"--features"_s, u"300"_s, u"--output"_s, path(u"cadastre"_s)});
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        m_source = path(u"cadastre/vector/cadastre.gpkg"_s);
        QVERIFY(QFileInfo::exists(m_source));
    }

    void isWhatAWholeRunMakes_data()
    {
        QTest::addColumn<int>("files");
        QTest::addColumn<int>("limit");
        QTest::newRow("one file") << 1 << 100000;
        QTest::newRow("one file, limits met") << 1 << 60;
        QTest::newRow("three files of one table") << 3 << 200;
    }

    // Version upon version, each from the one before, beside a whole run of the same data.
    void isWhatAWholeRunMakes()
    {
        QFETCH(int, files);
        QFETCH(int, limit);
        const QString name = u"f%1_%2_"_s.arg(files).arg(limit);
        QStringList sources;
        for (int i = 0; i < files; ++i) {
            sources << name + u"%1.gpkg"_s.arg(char(u'a' + i));
            copyTo(sources.last());
        }
        QString before;
        int linked = 0, whole = 0;
        for (int round = 0; round < 70; ++round) {
            if (round > 0)
                edit(sources.at(upTo(files)));
            // One file less, and there again.
            QStringList given = sources;
            if (files > 1 && round % 5 == 3)
                given.removeAt(upTo(files));
            const QString version = name + u"v%1"_s.arg(round), fresh = name + u"w%1"_s.arg(round);
            VectorPyramidParams wanted = params(given, version);
            wanted.maxTileFeatures = limit;
            const auto made = generateVectorPyramid(wanted, m_silent, {before, true});
            VERIFY_OK(made);
            QCOMPARE(made->changes.has_value(), round > 0);
            wanted.output = path(fresh) + "/p"_L1;
            VERIFY_OK(generateVectorPyramid(wanted, m_silent));
            const auto seen = outputBelow(path(version)), expected = outputBelow(path(fresh));
            QVERIFY(expected.size() > 20);
            QVERIFY2(firstDifference(seen, expected).isEmpty(),
                qPrintable(u"round %1: %2"_s.arg(round).arg(firstDifference(seen, expected))));
            if (round > 0) {
                const int same = sharedFiles(path(version), QFileInfo(before).path());
                QVERIFY(same <= made->changes->ofSlabs - made->changes->slabs); // some hold no tile, and have no file
                linked += same;
                whole += int(made->changes->ofSlabs);
                if (files == 1 || given.size() == sources.size())
                    QVERIFY(made->changes->features < made->changes->ofFeatures);
                QVERIFY(made->changes->tiles <= made->changes->ofTiles);
                QDir(QFileInfo(before).path()).removeRecursively(); // it takes nothing with it
                QCOMPARE(firstDifference(outputBelow(path(version)), expected), QString());
            }
            QDir(path(fresh)).removeRecursively();
            before = wanted.output = path(version) + "/p.json"_L1;
        }
        // Most of what was not touched is shared.
        QVERIFY2(linked > whole / 2, qPrintable(u"%1 of %2"_s.arg(linked).arg(whole)));
        const auto report = verifyPyramid(before, 0, m_silent);
        VERIFY_OK(report);
        QVERIFY(report->errors.empty());
    }

    void nothingChanged()
    {
        copyTo(u"still.gpkg"_s);
        VERIFY_OK(generateVectorPyramid(params({u"still.gpkg"_s}, u"still1"_s), m_silent, {{}, true}));
        // The same data in another file, as a delivery that was sent anew.
        QVERIFY(QDir().mkpath(path(u"again"_s)));
        copyTo(u"again/still.gpkg"_s);
        const auto made =
            generateVectorPyramid(params({u"again/still.gpkg"_s}, u"still2"_s), m_silent, {path(u"still1/p.json"_s), true});
        VERIFY_OK(made);
        QCOMPARE(made->changes->features, 0);
        QCOMPARE(made->changes->slabs, 0);
        QCOMPARE(made->changes->tiles, 0);
        QVERIFY(made->changes->ofTiles > 20);
        QCOMPARE(firstDifference(outputBelow(path(u"still2"_s)), outputBelow(path(u"still1"_s))), QString());
    }

    // Stopped at every point, it goes on to the same bytes.
    void stopAndResume()
    {
        copyTo(u"stop.gpkg"_s);
        VERIFY_OK(generateVectorPyramid(params({u"stop.gpkg"_s}, u"stop1"_s), m_silent, {{}, true}));
        for (int i = 0; i < 20; ++i)
            edit(u"stop.gpkg"_s);
        const QString ancestor = path(u"stop1/p.json"_s);
        VectorPyramidParams wanted = params({u"stop.gpkg"_s}, u"stop2"_s);
        wanted.resume = true;
        int stops = 0;
        for (qint64 limit = 1;; limit += 60, ++stops) {
            QVERIFY(stops < 200);
            StepControl step(limit);
            const auto made = generateVectorPyramid(wanted, step, {ancestor, true});
            if (made)
                break;
            QCOMPARE(made.error().code, ErrorCode::Paused);
            QVERIFY(!QFileInfo::exists(path(u"stop2/p.json"_s)));
        }
        QVERIFY(stops > 0);
        VERIFY_OK(generateVectorPyramid(params({u"stop.gpkg"_s}, u"stop3"_s), m_silent));
        QCOMPARE(firstDifference(outputBelow(path(u"stop2"_s)), outputBelow(path(u"stop3"_s))), QString());
        // What is left beside it is for the next one, and no more.
        QCOMPARE(QDir(path(u"stop2/.p.made"_s)).entryList(QDir::Files | QDir::Hidden), QStringList{u"made"_s});
    }

    void otherwiseAllIsMade()
    {
        copyTo(u"other.gpkg"_s);
        VERIFY_OK(generateVectorPyramid(params({u"other.gpkg"_s}, u"other1"_s), m_silent, {{}, true}));
        const PyramidVersion after{path(u"other1/p.json"_s), true};
        VectorPyramidParams wanted = params({u"other.gpkg"_s}, u"other2"_s);
        wanted.simplification = 3;
        RecordingControl control;
        const auto made = generateVectorPyramid(wanted, control, after);
        VERIFY_OK(made);
        QCOMPARE(made->changes->slabs, made->changes->ofSlabs);
        QVERIFY(control.lines().join(u'\n').contains("other options"_L1));
        // Damaged: as if there were none.
        QFile state(path(u"other1/.p.made/made"_s));
        QVERIFY(state.open(QIODevice::ReadWrite) && state.seek(state.size() / 2) && state.write("?") == 1);
        state.close();
        const auto again = generateVectorPyramid(params({u"other.gpkg"_s}, u"other3"_s), m_silent, after);
        VERIFY_OK(again);
        QVERIFY(!again->changes);
        QCOMPARE(firstDifference(outputBelow(path(u"other3"_s)), outputBelow(path(u"other1"_s))), QString());
    }
};

TUILERIE_TEST_MAIN(VectorVersionTest)
#include "vectorversiontest.moc"
