// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "check/vector/featurestats.h"
#include "check/vector/gpkgreport.h"
#include "source/filelist.h"
#include "source/outside.h"
#include "source/vectorinspect.h"

#include <optional>
#include <vector>

namespace tuilerie {

struct CheckedLayer
{
    VectorLayerInfo info;
    FeatureStats stats;
    QString crs;           ///< its own, else the one that the user assigned
    QStringList keyFields; ///< names of stats.keyHashes
    bool isIndexCompared = false;
    bool hasRepeatedIds = false; ///< the format has ids, and some came twice
};

struct CheckedFile
{
    FileEntry entry;
    QString problem;                ///< why it cannot be read at all; then it has no layers
    std::optional<Refusal> refusal; ///< what it names outside of itself
    std::vector<CheckedLayer> layers;
    std::optional<GpkgReport> gpkg;
    QStringList missingParts; ///< of a Shapefile: "communes.shx"
};

/// What a vector rule sees and where it puts what it finds. One thread.
struct VectorCheck
{
    std::vector<CheckedFile> files;
    QString assignCrs;
    std::vector<Finding> findings;

    /// A finding on a file.
    Finding &add(const char *id, Severity severity, const CheckedFile &file, const QString &message, const QString &fix,
        const char *fixAction = "");
    /// A finding on a layer, at its extent.
    Finding &add(const char *id, Severity severity, const CheckedLayer &layer, const QString &message, const QString &fix,
        const char *fixAction = "");
    /// A finding on features: `message` has the layer's name as %1, the file as %2 and the count as %3; where the first ones
    /// are is added.
    void addSeen(const char *id, Severity severity, CheckedLayer &layer, const Sightings &seen, const QString &message,
        const QString &fix, const char *fixAction = "");
    template <typename Look> void eachLayer(const Look &look)
    {
        for (CheckedFile &file : files) {
            for (CheckedLayer &layer : file.layers)
                look(layer, file);
        }
    }
};

/// One rule: it looks for one thing and may find it at many places. `id` is that of its findings, or their common beginning.
struct VectorRule
{
    const char *id;
    void (*run)(VectorCheck &check);
};

/// All of them. A new rule is a function and a line here.
const std::vector<VectorRule> &vectorRules();

/// Opens and reads everything that the rules need: one pass over all features, on all cores. Cancelled when the control says
/// so.
Result<VectorCheck> lookAtVectorFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control);

/// Of findings with the same id, the first 20 and one that counts the others.
std::vector<Finding> summedUp(std::vector<Finding> findings);

// filerules.cpp
void checkVectorRefused(VectorCheck &check);
void checkVectorUnreadable(VectorCheck &check);
void checkVectorParts(VectorCheck &check);
void checkVectorSize(VectorCheck &check);
void checkVectorEmpty(VectorCheck &check);
void checkVectorReadErrors(VectorCheck &check);
void checkVectorDriverWarnings(VectorCheck &check);
// placerules.cpp
void checkVectorCrsMissing(VectorCheck &check);
void checkVectorCrsDeclared(VectorCheck &check);
void checkVectorCrsMixed(VectorCheck &check);
void checkVectorShiftGrids(VectorCheck &check);
void checkVectorAxes(VectorCheck &check);
void checkVectorOutside(VectorCheck &check);
void checkVectorStrays(VectorCheck &check);
void checkVectorCoordinates(VectorCheck &check);
// geometryrules.cpp
void checkVectorValidity(VectorCheck &check);
void checkVectorTypes(VectorCheck &check);
void checkVectorNoGeometry(VectorCheck &check);
void checkVectorNoCoordinates(VectorCheck &check);
void checkVectorDuplicates(VectorCheck &check);
void checkVectorDimensions(VectorCheck &check);
void checkVectorDensity(VectorCheck &check);
// attributerules.cpp
void checkVectorKeys(VectorCheck &check);
void checkVectorNames(VectorCheck &check);
void checkVectorEncoding(VectorCheck &check);
// gpkgrules.cpp
void checkGpkgHeader(VectorCheck &check);
void checkGpkgLeftovers(VectorCheck &check);
void checkGpkgTables(VectorCheck &check);
void checkGpkgDamage(VectorCheck &check);
void checkGpkgGeometries(VectorCheck &check);
void checkGpkgContents(VectorCheck &check);
void checkVectorIndex(VectorCheck &check);

} // namespace tuilerie
