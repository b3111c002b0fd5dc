// SPDX-License-Identifier: GPL-3.0-or-later
#include "publicationkinds.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace tuilerie::test {

using namespace Qt::StringLiterals;

PublicationFiles::PublicationFiles()
{
    write(u"a.tif"_s, "II*");
    write(u"a.gpkg"_s, "SQLite format 3");
    write(u"a.laz"_s, "LASF");
    write(u"a.copc.laz"_s, "LASF" + QByteArray(373, '\0') + QByteArray("copc\0", 5));
    write(u"a/DATA/0/00/00.tif"_s, "slab");
    write(u"a.json"_s, R"({"format": "TIFF_JPG_UINT8", "tile_matrix_set": "PM", "levels": [
        {"id": "0", "storage": {"type": "FILE", "image_directory": "a/DATA/0"}}]})");
    write(u"ept/ept.json"_s, R"({"dataType": "laszip", "span": 128, "bounds": [0, 0, 0, 1, 1, 1]})");
    write(u"ept/ept-data/0-0-0-0.laz"_s, "LASF");
    write(u"a.vpc"_s, R"({"features": [{"assets": {"data": {"href": "./a.copc.laz"}}}]})");
}

void PublicationFiles::write(const QString &name, const QByteArray &content) const
{
    QDir().mkpath(QFileInfo(path(name)).path());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(file.fileName()));
}

PublishRequest PublicationFiles::request(const PublicationKind &kind) const
{
    PublishRequest request;
    request.paths = {path(QLatin1String(kind.file))};
    request.kind = kind.kind;
    request.layer = u"layer"_s;
    request.services = QString::fromLatin1(kind.services).split(u',');
    request.srs = u"EPSG:2154"_s;
    request.derive.product = QString::fromLatin1(kind.product);
    return request;
}

void PublicationFiles::append(const PublicationKind &kind) const
{
    QFile file(path(QLatin1String(kind.file)));
    if (!file.open(QIODevice::Append) || file.write("\n") != 1)
        qFatal("%s cannot be changed", qPrintable(file.fileName()));
}

void addPublicationKinds()
{
    QTest::addColumn<int>("kind");
    for (int i = 0; i < int(std::size(publicationKinds)); ++i)
        QTest::newRow(publicationKinds[i].name) << i;
}

} // namespace tuilerie::test
