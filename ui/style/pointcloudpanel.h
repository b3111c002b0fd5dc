// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/pointcloudlayer.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSlider;
class QTreeWidget;

namespace tuilerie {

/// How a point cloud is drawn: by height, class, intensity or colour; size of the points; which classes. Drawn at once. UI
/// thread only.
class PointCloudPanel : public QWidget
{
    Q_OBJECT
public:
    explicit PointCloudPanel(QWidget *parent = nullptr);
    void showLayer(MapLayer *layer); ///< nullptr or no point cloud: nothing to show

private:
    void retranslate();
    void show();
    void take();

    QPointer<MapLayer> m_layer;
    PointCloudFacts m_facts;
    PointCloudStyle m_style;
    QFormLayout *m_form;
    QComboBox *m_mode;
    QComboBox *m_ramp;
    QDoubleSpinBox *m_min;
    QDoubleSpinBox *m_max;
    QSlider *m_size;
    QTreeWidget *m_classes;
    QLabel *m_points;
    bool m_filling = false;
};

} // namespace tuilerie
