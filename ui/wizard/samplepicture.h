// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace tuilerie {

/// One tile as it will be served, pixel for pixel (or each pixel as a whole number of them), over a chequered ground where
/// it is transparent. Dragging it, or the arrow keys, ask for a neighbour; + and − for another level; the sentence stands
/// where there is no picture.
class SamplePicture : public QWidget
{
    Q_OBJECT

public:
    explicit SamplePicture(QWidget *parent = nullptr);

    void setImage(const QImage &image);
    void setSentence(const QString &sentence); ///< instead of a picture
    void setBusy(bool busy);                   ///< the picture shown is an older one: drawn faded until the next arrives
    const QImage &image() const { return m_image; }
    QString sentence() const { return m_sentence; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void neighbourAsked(int columns, int rows); ///< tiles east, tiles south
    void levelAsked(int finer);                 ///< +1 finer, −1 coarser

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int factor() const;

    QImage m_image;
    QString m_sentence;
    bool m_busy = false;
    QPoint m_pressedAt;
    QPoint m_dragged;
    int m_wheel = 0;
};

} // namespace tuilerie
