// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <memory>
#include <vector>

class QgsAbstractVectorLayerLabeling;
class QgsMapSettings;
class QgsVectorLayer;

namespace tuilerie {

/// Labels of a map that is drawn in pieces, for as long as this object lives. QGIS weighs all labels of a picture against
/// each other, so that a label's place, and whether it is there, depends on what else the picture shows. Here, each stands
/// at its whole feature, and of labels that overlap the one stays that comes first in an order of the features: by the
/// layer's place, then by a hash of the feature's number (with a random order, whether a label stays is decided by its
/// nearest neighbours). Two pieces agree on a label that both see with its neighbours.
class SteadyLabels
{
public:
    explicit SteadyLabels(const std::vector<QgsVectorLayer *> &layers);
    ~SteadyLabels(); ///< gives the layers their own labels back
    SteadyLabels(const SteadyLabels &) = delete;
    SteadyLabels &operator=(const SteadyLabels &) = delete;

    /// Places all labels of the picture and keeps those that stay; then the picture can be drawn.
    void choose(const QgsMapSettings &settings);

private:
    struct Kept
    {
        QgsVectorLayer *layer = nullptr;
        std::unique_ptr<QgsAbstractVectorLayerLabeling> labeling;
    };
    std::vector<Kept> m_kept;
    QHash<QString, int> m_order; ///< of the layers' ids
};

} // namespace tuilerie
