// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/rasterstretch.h"

#include <QPointer>
#include <QWidget>
#include <functional>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;

namespace tuilerie {

class MapLayer;
struct Extent;

/// How the selected layer is drawn: opacity for all; bands, range of values, nodata and smoothing for rasters; colour for
/// vectors. Every change shows on the map at once; limits are computed in the background. UI thread only.
class StretchPanel : public QWidget
{
    Q_OBJECT
public:
    explicit StretchPanel(QWidget *parent = nullptr);
    void showLayer(MapLayer *layer); ///< nullptr for none
    /// Where the map looks, in the layer's CRS: for "from what is seen".
    void setViewExtent(const std::function<Extent(const MapLayer &)> &extentOf) { m_viewExtent = extentOf; }
    bool isComputing() const { return m_computing > 0; }

private:
    void build();
    void retranslate();
    void fillBands();
    void showStretch();
    void apply();
    void applyLimits();
    RasterStretch chosen() const;
    void compute(RasterStretch stretch);

    QPointer<MapLayer> m_layer;
    std::function<Extent(const MapLayer &)> m_viewExtent;
    int m_computing = 0;
    int m_question = 0; ///< answers to older ones are dropped

    QFormLayout *m_form;
    QLabel *m_title;
    QSlider *m_opacity;
    QComboBox *m_mode; ///< gray or colour
    QComboBox *m_bands[3];
    QComboBox *m_range;
    QDoubleSpinBox *m_percent[2];
    QWidget *m_percentRow;
    QCheckBox *m_seenOnly;
    QLineEdit *m_min[3];
    QLineEdit *m_max[3];
    QWidget *m_limitRow[3];
    QLineEdit *m_nodata;
    QCheckBox *m_smooth;
    QLabel *m_status;
    std::vector<std::pair<QWidget *, const char *>> m_labels;
};

} // namespace tuilerie
