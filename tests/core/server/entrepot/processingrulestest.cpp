// SPDX-License-Identifier: GPL-3.0-or-later
#include "entrepotsupport.h"
#include "server/entrepot/catalogueofwork.h"
#include "server/entrepot/owngrid.h"

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

QJsonObject object(std::initializer_list<std::pair<const char *, QJsonValue>> members)
{
    QJsonObject result;
    for (const auto &[name, value] : members)
        result.insert(QLatin1String(name), value);
    return result;
}

/// The code of what completedParameters() says, and the sentence.
std::pair<bool, QString> refusal(QLatin1String work, const QJsonObject &given)
{
    const auto complete = completedParameters(*findProcessing(work), given);
    return {complete.has_value(), complete ? QString() : complete.error().message};
}

} // namespace

/// What a processing takes: its parameters, tile matrix sets of a user's own, its inputs and states.
class ProcessingRulesTest : public QObject
{
    Q_OBJECT

    static QJsonObject request(QLatin1String work, const QJsonObject &inputs, const QString &name = QStringLiteral("result"),
        const QJsonObject &parameters = {})
    {
        return object({{"processing", QString(work)}, {"inputs", inputs},
            {"output", object({{"stored_data", object({{"name", name}})}})}, {"parameters", parameters}});
    }

private slots:
    void parametersGetTheirDefaults()
    {
        const auto raster = completedParameters(*findProcessing(WorkId::RasterPyramid), {});
        VERIFY_OK(raster);
        QCOMPARE(raster->value(QLatin1String("tms")), QJsonValue(QStringLiteral("PM")));
        QCOMPARE(raster->value(QLatin1String("interpolation")), QJsonValue(QStringLiteral("bicubic")));
        QCOMPARE(raster->value(QLatin1String("width")).toInt(), 16);
        QVERIFY(!raster->contains(QLatin1String("bottom"))); // the nearest to the data: no default to store
        // What is complete stays as it is.
        QCOMPARE(*completedParameters(*findProcessing(WorkId::RasterPyramid), *raster), *raster);
        // Copies take whatever clients send, and keep none of it.
        QVERIFY(completedParameters(*findProcessing(WorkId::Rok4Copy), object({{"tms", QStringLiteral("PM")}}))->isEmpty());
    }

    void wrongParametersAreNamed_data()
    {
        QTest::addColumn<QString>("work");
        QTest::addColumn<QJsonObject>("given");
        QTest::addColumn<QString>("word"); ///< of the sentence
        const auto row = [](const char *name, QLatin1String work, const QJsonObject &given, const char *word) {
            QTest::newRow(name) << QString(work) << given << QString::fromLatin1(word);
        };
        row("unknown", WorkId::RasterPyramid, object({{"colour", 1}}), "colour");
        row("unknown of a cloud", WorkId::EptPyramid, object({{"format", QStringLiteral("copc")}}), "format");
        row("grid", WorkId::RasterPyramid, object({{"tms", QStringLiteral("NOWHERE")}}), "NOWHERE");
        // A path would let a caller read any file of the machine.
        row("grid by path", WorkId::RasterPyramid, object({{"tms", QStringLiteral("/etc/passwd")}}), "/etc/passwd");
        row("level", WorkId::RasterPyramid, object({{"bottom", QStringLiteral("99")}}), "99");
        row("levels upside down", WorkId::RasterPyramid,
            object({{"top", QStringLiteral("12")}, {"bottom", QStringLiteral("3")}}), "12");
        row("compression", WorkId::RasterPyramid, object({{"compression", QStringLiteral("gif")}}), "gif");
        row("kernel", WorkId::RasterPyramid, object({{"interpolation", QStringLiteral("magic")}}), "interpolation");
        row("channels of jpg", WorkId::RasterPyramid, object({{"compression", QStringLiteral("jpg")}, {"channels", 4}}),
            "4");
        row("crs", WorkId::RasterPyramid, object({{"assign_crs", QStringLiteral("EPSG:0")}}), "EPSG:0");
        row("no update", WorkId::VectorIntegration, object({{"update", true}}), "update");
        row("crs of tables", WorkId::VectorIntegration, object({{"srs", QStringLiteral("EPSG:0")}}), "EPSG:0");
        row("area", WorkId::VectorPyramid, object({{"area", QStringLiteral("POLYGON EMPTY")}}), "area");
        row("tippecanoe", WorkId::VectorPyramid, object({{"tippecanoe_options", QStringLiteral("-S 3 --drop")}}), "--drop");
        row("level of a table", WorkId::VectorPyramid,
            object({{"composition",
                QJsonArray{object({{"table", QStringLiteral("t")}, {"bottom_level", QStringLiteral("99")}})}}}),
            "99");
        row("no table to draw", WorkId::StyledPyramid, {}, "relations");
        row("table without a name", WorkId::StyledPyramid, object({{"relations", QJsonArray{QJsonObject()}}}), "relations");
        row("ept as copc", WorkId::CopcPyramid, object({{"format", QStringLiteral("ept")}}), "format");
        row("no product", WorkId::DerivedPyramid, {}, "product");
        row("unknown product", WorkId::DerivedPyramid, object({{"product", QStringLiteral("gravity")}}), "product");
    }
    void wrongParametersAreNamed()
    {
        QFETCH(QString, work);
        QFETCH(QJsonObject, given);
        QFETCH(QString, word);
        const auto [taken, sentence] = refusal(QLatin1String(work.toLatin1()), given);
        QVERIFY(!taken);
        QVERIFY2(sentence.contains(word), qPrintable(sentence));
    }

    void rightParametersAreTaken_data()
    {
        QTest::addColumn<QString>("work");
        QTest::addColumn<QJsonObject>("given");
        const auto row = [](const char *name, QLatin1String work, const QJsonObject &given) {
            QTest::newRow(name) << QString(work) << given;
        };
        row("levels", WorkId::RasterPyramid, object({{"top", QStringLiteral("3")}, {"bottom", QStringLiteral("12")}}));
        row("harvest's names", WorkId::RasterPyramid,
            object({{"samplesperpixel", 3}, {"sampleformat", QStringLiteral("UINT8")}}));
        row("simplification", WorkId::VectorPyramid, object({{"tippecanoe_options", QStringLiteral("-S3.5")}}));
        row("tables", WorkId::StyledPyramid,
            object({{"relations", QJsonArray{object({{"name", QStringLiteral("roads")}})}}}));
        row("vpc", WorkId::CopcPyramid, object({{"format", QStringLiteral("vpc")}}));
        row("null is nothing", WorkId::RasterPyramid,
            object({{"compression", QJsonValue::Null}, {"colour", QJsonValue::Null}}));
        for (const char *product : {"dtm", "dsm", "hillshade", "intensity", "density"})
            row(product, WorkId::DerivedPyramid, object({{"product", QString::fromLatin1(product)}}));
    }
    void rightParametersAreTaken()
    {
        QFETCH(QString, work);
        QFETCH(QJsonObject, given);
        const auto [taken, sentence] = refusal(QLatin1String(work.toLatin1()), given);
        QVERIFY2(taken, qPrintable(sentence));
    }

    // A grid of a user's own: from a named folder only, by its whole path, under a name that means one grid.
    void ownGridsAreToldApart()
    {
        Entrepot e;
        const auto bundled = TileMatrixSet::find(QStringLiteral("PM"));
        VERIFY_OK(bundled);
        const auto write = [&](const QString &name, const QJsonObject &grid) {
            const QString path = e.folder.filePath(QStringLiteral("shared/") + name + QStringLiteral(".json"));
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(grid).toJson()) > 0 ? path : QString();
        };
        QJsonObject coarser = bundled->toJson();
        QJsonArray matrices = coarser.value(QLatin1String("tileMatrices")).toArray();
        QVERIFY(matrices.size() > 10);
        while (matrices.size() > 8)
            matrices.removeLast();
        coarser.insert(QLatin1String("tileMatrices"), matrices);
        QJsonObject other = coarser;
        matrices.removeLast();
        other.insert(QLatin1String("tileMatrices"), matrices);
        const auto own = [&](const QString &tms) { return ownGrid(e.datastore(), object({{"tms", tms}})); };
        QVERIFY(!own(QStringLiteral("PM"))->has_value());
        const QString path = write(QStringLiteral("MINE"), coarser);
        const QString outside = e.folder.filePath(QStringLiteral("OUT.json"));
        QVERIFY(QFile::copy(path, outside));
        QCOMPARE(own(outside).error().code, ErrorCode::Denied);
        QCOMPARE(own(QStringLiteral("MINE.json")).error().code, ErrorCode::Invalid);
        QVERIFY(!own(e.folder.filePath(QStringLiteral("shared/absent.json"))));
        const auto grid = own(path);
        VERIFY_OK(grid);
        QVERIFY(grid->has_value());
        QCOMPARE((*grid)->levels().size(), size_t(8));
        // A bundled name must mean the bundled grid.
        QCOMPARE(own(write(QStringLiteral("PM"), coarser)).error().code, ErrorCode::Conflict);
        VERIFY_OK(own(write(QStringLiteral("PM"), bundled->toJson())));
        // A pyramid of this datastore has MINE: the same again is welcome, another one is not.
        const QString data = e.storedData(StoredDataType::RasterPyramid, "GENERATED");
        VERIFY_OK(keepGrid(e.datastore(), data, **grid));
        VERIFY_OK(own(path));
        QDir(e.folder.path()).mkpath(QStringLiteral("shared/b"));
        QCOMPARE(own(write(QStringLiteral("b/MINE"), other)).error().code, ErrorCode::Conflict);

        const Processing &raster = *findProcessing(WorkId::RasterPyramid);
        const auto complete = completedParameters(raster, object({{"tms", path}, {"bottom", QStringLiteral("7")}}), &**grid);
        VERIFY_OK(complete);
        QCOMPARE(complete->value(QLatin1String("bottom")), QJsonValue(QStringLiteral("7")));
        QCOMPARE(complete->value(QLatin1String("interpolation")), QJsonValue(QStringLiteral("bicubic")));
        QVERIFY(!completedParameters(raster, object({{"tms", path}, {"bottom", QStringLiteral("9")}}), &**grid));
        QVERIFY(!completedParameters(
            raster, object({{"tms", path}, {"top", QStringLiteral("5")}, {"bottom", QStringLiteral("4")}}), &**grid));
        QVERIFY(!completedParameters(*findProcessing(WorkId::VectorPyramid),
            object({{"tms", path},
                {"composition", QJsonArray{object({{"table", QStringLiteral("t")}, {"top_level", QStringLiteral("9")}})}}}),
            &**grid));
    }

    void inputsMustBeOfTheRightKindAndState()
    {
        Entrepot e;
        const QString archive = e.makeUpload("ARCHIVE"), raster = e.makeUpload("RASTER"), data = e.pyramid();
        const auto post = [&](const QJsonObject &body) {
            return e.call("POST", QStringLiteral("processings/executions"), body).status;
        };
        const auto uploads = [](const QString &id) { return object({{"upload", QJsonArray{id}}}); };
        QCOMPARE(post(request(QLatin1String("unknown"), uploads(archive))), 400);
        QCOMPARE(post(request(WorkId::ArchiveCopy, {})), 400);
        QCOMPARE(post(request(WorkId::ArchiveCopy, uploads(QStringLiteral("unknown")))), 400);
        QCOMPARE(post(request(WorkId::ArchiveCopy, uploads(raster))), 400);  // of another type
        QCOMPARE(post(request(WorkId::ArchiveCopy, uploads(archive))), 409); // open: not checked
        QCOMPARE(post(request(WorkId::ArchiveCopy, uploads(archive), QStringLiteral(" "))), 400);
        QCOMPARE(post(request(WorkId::VectorPyramid, uploads(archive))), 400);
        QCOMPARE(post(request(WorkId::VectorPyramid, object({{"stored_data", QJsonArray{data}}}))), 400);
        const QString base = e.storedData(StoredDataType::VectorDb, "GENERATING");
        QCOMPARE(post(request(WorkId::VectorPyramid, object({{"stored_data", QJsonArray{base}}}))), 409);
        QJsonObject inPlace = request(WorkId::ArchiveCopy, uploads(archive));
        inPlace.insert(QLatin1String("output"), object({{"stored_data", object({{"_id", data}})}}));
        QCOMPARE(post(inPlace), 400);
        // Nothing that was refused leaves a stored data behind.
        QCOMPARE(e.store().all(EntityKind::StoredData)->size(), size_t(2));
        QVERIFY(e.store().all(EntityKind::Execution)->empty());
    }

    void tablesAndStylesMustBeThere()
    {
        Entrepot e;
        const QString base = e.storedData(StoredDataType::VectorDb, "GENERATED",
            object({{"type_infos", object({{"relations", QJsonArray{object({{"name", QStringLiteral("roads")}})}}})}}));
        const auto post = [&](QLatin1String work, const QJsonObject &parameters) {
            return e
                .call("POST", QStringLiteral("processings/executions"),
                    request(work, object({{"stored_data", QJsonArray{base}}}), QStringLiteral("r"), parameters))
                .status;
        };
        const auto drawn = [](const char *name, const char *style) {
            return object({{"relations",
                QJsonArray{object({{"name", QString::fromLatin1(name)}, {"style", QString::fromLatin1(style)}})}}});
        };
        QCOMPARE(post(WorkId::StyledPyramid, drawn("rivers", "")), 400);
        QCOMPARE(post(WorkId::StyledPyramid, drawn("roads", "unknown")), 400);
        QCOMPARE(post(WorkId::StyledPyramid, drawn("roads", "")), 201);
        QCOMPARE(post(WorkId::VectorPyramid,
                     object({{"composition", QJsonArray{object({{"table", QStringLiteral("rivers")}})}}})),
            400);
        QCOMPARE(
            post(WorkId::VectorPyramid, object({{"composition", QJsonArray{object({{"table", QStringLiteral("roads")}})}}})),
            201);
    }

    // CREATED → WAITING → …; a finished one can be deleted, one that runs cannot.
    void executionsMoveAsTheProtocolSays()
    {
        Entrepot e;
        const QString base = e.storedData(StoredDataType::VectorDb, "GENERATED");
        const auto made = e.call("POST", QStringLiteral("processings/executions"),
            request(WorkId::VectorPyramid, object({{"stored_data", QJsonArray{base}}})));
        QCOMPARE(made.status, 201);
        QCOMPARE(made.object.value(QLatin1String("status")).toString(), QStringLiteral("CREATED"));
        const QString path = QStringLiteral("processings/executions/") + made.id();
        const QString output =
            made.object.value(QLatin1String("output"))[QLatin1String("stored_data")][QLatin1String("_id")].toString();
        QCOMPARE(e.status("stored_data", output), QStringLiteral("CREATED"));
        QCOMPARE(e.call("POST", path + QStringLiteral("/pause")).status, 404); // no job yet
        QCOMPARE(e.call("POST", path + QStringLiteral("/launch")).status, 204);
    }

    // A job that fails says so in the words of the protocol, and can be taken up again.
    void aFailedJobIsAFailure()
    {
        Entrepot e;
        const QString base = e.storedData(StoredDataType::VectorDb, "GENERATED"); // whose file is not there
        const auto made = e.call("POST", QStringLiteral("processings/executions"),
            request(WorkId::VectorPyramid, object({{"stored_data", QJsonArray{base}}})));
        VERIFY_OK(e.service->start());
        const QString path = QStringLiteral("processings/executions/") + made.id();
        QCOMPARE(e.call("POST", path + QStringLiteral("/launch")).status, 204);
        e.service->jobs().waitForIdle();
        const auto failed = e.call("GET", path).object;
        QCOMPARE(failed.value(QLatin1String("status")).toString(), QStringLiteral("FAILURE"));
        QVERIFY(!failed.value(QLatin1String("message")).toString().isEmpty());
        QCOMPARE(e.call("POST", path + QStringLiteral("/resume")).status, 204);
        e.service->jobs().waitForIdle();
        QCOMPARE(e.call("GET", path).object.value(QLatin1String("attempts")).toInt(), 2);
    }
};

TUILERIE_TEST_MAIN(ProcessingRulesTest)
#include "processingrulestest.moc"
