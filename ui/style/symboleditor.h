// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/vectorstyle.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSlider;

namespace tuilerie {

class ColorButton;

/// The fields of one symbol, those that its geometry has. UI thread only.
class SymbolEditor : public QWidget
{
    Q_OBJECT
public:
    explicit SymbolEditor(QWidget *parent = nullptr);

    void setSymbol(VectorGeometry geometry, const VectorSymbol &symbol);
    const VectorSymbol &symbol() const { return m_symbol; }

signals:
    void changed(); ///< by the user

private:
    void retranslate();
    void take();

    VectorGeometry m_geometry = VectorGeometry::Polygon;
    VectorSymbol m_symbol;
    QFormLayout *m_form;
    ColorButton *m_fill;
    ColorButton *m_outline;
    QDoubleSpinBox *m_width;
    QComboBox *m_dash;
    QComboBox *m_marker;
    QDoubleSpinBox *m_size;
    QComboBox *m_unit;
    QSlider *m_opacity;
    bool m_filling = false;
};

} // namespace tuilerie
