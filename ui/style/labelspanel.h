// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/vectorstyle.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFontComboBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace tuilerie {

class ColorButton;

/// The labels of a vector layer: what they say, how they look, where and at which scales they stand. UI thread only.
class LabelsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LabelsPanel(QWidget *parent = nullptr);

    void setLabels(VectorGeometry geometry, const std::vector<VectorField> &fields, const VectorLabels &labels);
    const VectorLabels &labels() const { return m_labels; }

signals:
    void changed(); ///< by the user

private:
    void retranslate();
    void fillPlacements();
    void take();
    void show();

    VectorGeometry m_geometry = VectorGeometry::Polygon;
    std::vector<VectorField> m_fields;
    VectorLabels m_labels;
    QFormLayout *m_form;
    QCheckBox *m_on;
    QLabel *m_kept;
    QComboBox *m_text;
    QFontComboBox *m_font;
    QDoubleSpinBox *m_size;
    QCheckBox *m_bold;
    ColorButton *m_color;
    QCheckBox *m_halo;
    ColorButton *m_haloColor;
    QDoubleSpinBox *m_haloSize;
    QComboBox *m_placement;
    QSpinBox *m_minScale;
    QSpinBox *m_maxScale;
    bool m_filling = false;
};

} // namespace tuilerie
