// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/cloudscan.h"
#include "source/rememberedfiles.h"

namespace tuilerie::pointcloud {

/// What a finished VPC leaves beside itself for the version that comes after it, in DIR/.NAME.vpc.made: its sources as they
/// were, and the COPCs that were made of them. A COPC depends on nothing but its source and the assigned CRS, so that those
/// of sources which are the same are the same, whatever became of the others. For one thread.
class VpcAncestor
{
public:
    /// The file of the VPC at this place; a copy of it elsewhere does for compare().
    static QString stateFile(const QString &vpc);
    /// Nothing where none was left, it is damaged, or the VPC is not there.
    static std::optional<VpcAncestor> load(const QString &vpc);
    /// `sources`: with contents; `names`: of their COPCs in the VPC's folder; `overview`: its name there, or empty.
    static Status save(const QString &vpc, const QString &assignCrs, const std::vector<RememberedFile> &sources,
        const QStringList &names, const QString &overview);

    std::vector<RememberedFile> sources() const;

    /// What has changed since.
    struct Difference
    {
        std::vector<QString> same; ///< by the inputs: the COPC that is taken as it is; empty: one is made
        QString overview;          ///< that is taken as it is; empty: one is made
        QString reason;            ///< why all are made, as a sentence
        PyramidChanges changes;    ///< slabs: COPCs of sources
    };
    /// Looks at sizes and times of the sources, and at the bytes of those that have others, which are noted in `now`. COPCs
    /// that are not as they were left are none to be taken. Paused, Cancelled.
    Result<Difference> compare(
        const QString &assignCrs, std::vector<RememberedFile> &now, int workers, WorkControl &control) const;

private:
    /// A file of the VPC.
    struct Made
    {
        QString name;
        FinishedFile file;
    };
    QString intact(const Made &made) const;

    QString m_folder; ///< of the COPCs
    QString m_assignCrs;
    struct Source
    {
        RememberedFile file;
        Made copc;
    };
    std::vector<Source> m_sources;
    Made m_overview; ///< without a name where there is none
};

} // namespace tuilerie::pointcloud
