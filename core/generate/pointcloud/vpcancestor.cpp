// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/vpcancestor.h"

#include "base/atomicfile.h"
#include "base/filename.h"

#include <QCoreApplication>

namespace tuilerie::pointcloud {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 madeVersion = 1; ///< of the file's layout, and of what COPCs are made of the same points

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

} // namespace

QString VpcAncestor::stateFile(const QString &vpc)
{
    return madeFolder(vpc) + "/made"_L1;
}

/// Its path; empty where it is not what was left.
QString VpcAncestor::intact(const Made &made) const
{
    const QString path = m_folder + u'/' + made.name;
    return made.file.exists() && FinishedFile::of(path) == made.file ? path : QString();
}

std::optional<VpcAncestor> VpcAncestor::load(const QString &vpc)
{
    const auto content = readSealedFile(stateFile(vpc));
    if (!content || !isFile(vpc))
        return std::nullopt;
    QDataStream in(*content);
    in.setVersion(QDataStream::Qt_6_4);
    VpcAncestor ancestor;
    ancestor.m_folder = vpc.left(vpc.size() - 4);
    quint32 version = 0, sources = 0;
    in >> version;
    if (version != madeVersion)
        return std::nullopt;
    in >> ancestor.m_assignCrs >> ancestor.m_overview.name >> ancestor.m_overview.file >> sources;
    for (quint32 i = 0; i < sources && in.status() == QDataStream::Ok; ++i) {
        Source source;
        in >> source.file >> source.copc.name >> source.copc.file;
        ancestor.m_sources.push_back(std::move(source));
    }
    return in.status() == QDataStream::Ok ? std::optional(std::move(ancestor)) : std::nullopt;
}

Status VpcAncestor::save(const QString &vpc, const QString &assignCrs, const std::vector<RememberedFile> &sources,
    const QStringList &names, const QString &overview)
{
    const QString folder = vpc.left(vpc.size() - 4);
    QByteArray content;
    QDataStream out(&content, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << madeVersion << assignCrs << overview << FinishedFile::of(folder + u'/' + overview) << quint32(sources.size());
    for (size_t i = 0; i < sources.size(); ++i) {
        const QString &name = names.at(qsizetype(i));
        out << sources[i] << name << FinishedFile::of(folder + u'/' + name);
    }
    return writeSealedFile(stateFile(vpc), content);
}

std::vector<RememberedFile> VpcAncestor::sources() const
{
    std::vector<RememberedFile> files;
    for (const Source &source : m_sources)
        files.push_back(source.file);
    return files;
}

Result<VpcAncestor::Difference> VpcAncestor::compare(
    const QString &assignCrs, std::vector<RememberedFile> &now, int workers, WorkControl &control) const
{
    Difference difference;
    PyramidChanges &changes = difference.changes;
    changes.ofFiles = changes.ofSlabs = qint64(now.size());
    difference.same.resize(now.size());
    if (m_assignCrs != assignCrs) {
        difference.reason = tr("The version before was made with another assigned CRS: all is made again.");
        changes.files = changes.slabs = qint64(now.size());
        return difference;
    }
    TUILERIE_TRY(files, compareFiles(sources(), now, workers, control));
    changes.files = files.changed();
    for (size_t i = 0; i < now.size(); ++i) {
        if (files.isSame[i])
            difference.same[i] = intact(m_sources[size_t(files.before[i])].copc);
        changes.slabs += difference.same[i].isEmpty() ? 1 : 0;
    }
    if (changes.files == 0 && changes.slabs == 0)
        difference.overview = intact(m_overview);
    return difference;
}

} // namespace tuilerie::pointcloud
