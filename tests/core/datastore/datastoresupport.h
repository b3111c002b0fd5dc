// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/datastore.h"
#include "pyramid/descriptor.h"
#include "support/testsupport.h"

/// VERIFY_OK for a call that must be made once only.
#define CHECK_OK(expression)                                                                                                \
    do {                                                                                                                    \
        const auto &outcomeOnce = (expression);                                                                             \
        VERIFY_OK(outcomeOnce);                                                                                             \
    } while (false)

namespace tuilerie::test {

inline QJsonObject uploadBody()
{
    return {{QStringLiteral("name"), QStringLiteral("n")}, {QStringLiteral("description"), QStringLiteral("d")},
        {QStringLiteral("type"), QStringLiteral("RASTER")}, {QStringLiteral("srs"), QStringLiteral("EPSG:2154")}};
}

inline QString idOf(const QJsonObject &document)
{
    return document.value(QLatin1String("_id")).toString();
}

/// A datastore in a folder of its own, and what can be put into it without a job.
struct DatastoreFixture
{
    QTemporaryDir folder;
    std::shared_ptr<Datastore> datastore;

    explicit DatastoreFixture(bool oneStep = false, const QString &profile = {}) { open(oneStep, profile); }
    void open(bool oneStep = false, const QString &profile = {})
    {
        datastore.reset();
        auto opened = Datastore::open({folder.filePath(QStringLiteral("data")), profile, oneStep, {QDir::tempPath()}});
        if (!opened)
            qFatal("%s | %s", qPrintable(opened.error().message), qPrintable(opened.error().detail));
        datastore = *opened;
    }
    Status put(const QString &upload, const QString &path, const QByteArray &content, bool isMd5 = false)
    {
        TUILERIE_TRY(incoming, datastore->incomingFile(upload));
        QFile file(incoming);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return fail(ErrorCode::Io, file.errorString());
        file.close();
        return datastore->addFile(upload, path, incoming, isMd5);
    }
    /// A stored data with a real descriptor of levels 5 to 8 of PM.
    QString pyramid(const QString &name)
    {
        const QString id = idOf(*datastore->entities().insert(EntityKind::StoredData,
            {{QStringLiteral("name"), name}, {QStringLiteral("type"), QString(StoredDataType::RasterPyramid)},
                {QStringLiteral("status"), QStringLiteral("GENERATING")}}));
        PyramidDescriptor descriptor;
        descriptor.tileMatrixSet = QStringLiteral("PM");
        descriptor.format = QStringLiteral("TIFF_JPG_UINT8");
        descriptor.channels = 3;
        descriptor.nodata = QStringLiteral("255,255,255");
        descriptor.photometric = QStringLiteral("rgb");
        descriptor.interpolation = QStringLiteral("bicubic");
        for (int level = 5; level <= 8; ++level) {
            PyramidLevel entry;
            entry.id = QString::number(level);
            entry.limits = {1ll << (level - 1), 1ll << (level - 2), 1ll << (level - 1), 1ll << (level - 2)};
            entry.storage.imageDirectory = QStringLiteral("p/DATA/%1").arg(level);
            descriptor.levels.push_back(entry);
        }
        QDir().mkpath(datastore->pyramidFolder(id));
        const QString path = datastore->pyramidFolder(id) + QLatin1String("/p.json");
        if (const Status saved = descriptor.save(path); !saved)
            qFatal("%s", qPrintable(saved.error().message));
        if (const Status done = datastore->pyramidGenerated(id, path); !done)
            qFatal("%s", qPrintable(done.error().message));
        return id;
    }
    QJsonObject configurationBody(const QString &data, const QString &layer = QStringLiteral("ortho"),
        const QString &type = QStringLiteral("WMTS-TMS"))
    {
        return {{QStringLiteral("type"), type}, {QStringLiteral("name"), QStringLiteral("c")},
            {QStringLiteral("layer_name"), layer},
            {QStringLiteral("type_infos"),
                QJsonObject{{QStringLiteral("title"), QStringLiteral("Title of ") + layer},
                    {QStringLiteral("abstract"), QStringLiteral("a")},
                    {QStringLiteral("used_data"),
                        QJsonArray{QJsonObject{{QStringLiteral("stored_data"), data}, {QStringLiteral("top_level"), 5},
                            {QStringLiteral("bottom_level"), QStringLiteral("8")}}}}}}};
    }
    QString endpoint(const char *type, bool open = true)
    {
        return datastore->info({}).endpoint(QLatin1String(type), open)->id;
    }
};

} // namespace tuilerie::test
