// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/background.h"
#include "render/identify.h"

#include <QWidget>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace tuilerie {

/// What lies under the place that was clicked: features with their attributes, values of cells, points. UI thread only; it
/// asks in the background and shows the newest answer.
class IdentifyPanel : public QWidget
{
    Q_OBJECT
public:
    explicit IdentifyPanel(QWidget *parent = nullptr);

    void identify(const std::vector<MapLayer *> &layers, const MapView &view, QPointF pixel);
    void clear();
    bool isBusy() const { return m_asking.isRunning(); }
    const std::vector<IdentifiedThing> &things() const { return m_things; }
    /// Every line as "name: value", for tests and for copying.
    QString text() const;

signals:
    void answered();
    void shapeChosen(const tuilerie::MapShape &shape); ///< of the selected thing; empty for none

private:
    void show(std::vector<IdentifiedThing> things);
    void choose();
    void copy() const;

    std::vector<IdentifiedThing> m_things;
    QLabel *m_hint;
    QTreeWidget *m_tree;
    bool m_asked = false;
    LatestOnly<std::vector<IdentifiedThing>> m_asking;
};

} // namespace tuilerie
