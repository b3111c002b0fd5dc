// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QCheckBox;
class QComboBox;
class QFormLayout;

namespace tuilerie {

/// How a raster of values is drawn, and whether its heights are offered to programs: two rows for a form. UI thread.
class PictureChoice : public QObject
{
    Q_OBJECT

public:
    PictureChoice(QFormLayout *form, QObject *parent);

    void set(const QStringList &styles); ///< PublishRequest::rasterStyles; what is none of the choices is one more
    QStringList styles() const { return m_styles; }
    void setRowsVisible(bool visible);

signals:
    void changed();

private:
    void choose();

    QFormLayout *m_form;
    QComboBox *m_picture; ///< data: the styles that it stands for
    QCheckBox *m_terrain;
    QStringList m_styles;
};

} // namespace tuilerie
