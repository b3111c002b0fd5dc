// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "check/pointcloud/pointfacts.h"
#include "source/lasheader.h"
#include "source/pointcloud/copcfile.h"

#include <QDateTime>
#include <optional>

namespace tuilerie {

/// One point cloud of the data set: a LAS, LAZ or COPC file, an EPT, or a VPC.
struct Cloud
{
    enum class Kind { Las, Ept, Vpc };

    QString path;
    qint64 size = 0;
    Kind kind = Kind::Las;
    std::optional<Error> problem;        ///< why it cannot be opened; nothing below then counts
    std::shared_ptr<const LasFile> file; ///< null for EPT and VPC
    LasHeader header;                    ///< of EPT and VPC: crs, extent, heights and points
    ContentFacts facts;

    bool hasPoints() const { return kind == Kind::Las && !problem && facts.points > 0; }
};

/// What a point cloud rule sees and where it puts what it finds. One thread.
struct CloudCheck
{
    const std::vector<Cloud> &clouds;
    QString assignCrs;
    WorkControl &control;
    std::vector<Finding> findings;

    /// A finding on a file, at its extent.
    Finding &add(const char *id, Severity severity, const Cloud &cloud, const QString &message, const QString &fix,
        const char *fixAction = "");
    /// A finding on the whole data set.
    Finding &add(const char *id, Severity severity, const QString &message, const QString &fix, const char *fixAction = "");
    /// Those that could be opened.
    std::vector<const Cloud *> readable() const;
};

/// One rule: it looks for one thing and may find it in many files.
struct CloudRule
{
    const char *id;
    void (*run)(CloudCheck &check);
};

/// All of them. A new rule is a function and a line here.
const std::vector<CloudRule> &cloudRules();

QString cloudText(const char *sentence);      ///< translated
QString numberText(qint64 number);            ///< with thousands apart
QString shareText(qint64 part, qint64 whole); ///< "3 %", "< 0.1 %"

// clouds/file rules: filerules.cpp
void checkCloudUnreadable(CloudCheck &check);
void checkCloudEmpty(CloudCheck &check);
void checkCloudTruncated(CloudCheck &check);
void checkCloudDamaged(CloudCheck &check);
void checkCloudChunkTable(CloudCheck &check);
void checkCloudRecords(CloudCheck &check);
void checkCloudExtraBytes(CloudCheck &check);
void checkCloudExtraNames(CloudCheck &check);
void checkCloudWaveforms(CloudCheck &check);
// treerules.cpp
void checkCopcName(CloudCheck &check);
void checkCopcStructure(CloudCheck &check);
void checkEptFiles(CloudCheck &check);
void checkVpcFiles(CloudCheck &check);
// crsrules.cpp
void checkCloudCrsMissing(CloudCheck &check);
void checkCloudCrsUnknown(CloudCheck &check);
void checkCloudCrsConflict(CloudCheck &check);
void checkCloudCrsNotWkt(CloudCheck &check);
void checkCloudCrsMixed(CloudCheck &check);
void checkCloudHeights(CloudCheck &check);
void checkCloudShiftGrids(CloudCheck &check);
void checkCloudOutside(CloudCheck &check);
// headerrules.cpp
void checkCloudScale(CloudCheck &check);
void checkCloudOffset(CloudCheck &check);
void checkCloudBox(CloudCheck &check);
void checkCloudCount(CloudCheck &check);
void checkCloudBounds(CloudCheck &check);
void checkCloudReturnCounts(CloudCheck &check);
// pointrules.cpp
void checkCloudReturns(CloudCheck &check);
void checkCloudGround(CloudCheck &check);
void checkCloudColours(CloudCheck &check);
void checkCloudGps(CloudCheck &check);
void checkCloudDuplicates(CloudCheck &check);
void checkCloudFlags(CloudCheck &check);
void checkCloudDensity(CloudCheck &check);
// lotrules.cpp
void checkCloudFormats(CloudCheck &check);
void checkCloudScales(CloudCheck &check);
void checkCloudExtraConflict(CloudCheck &check);
void checkCloudOverlaps(CloudCheck &check);
void checkCloudCopies(CloudCheck &check);

} // namespace tuilerie
