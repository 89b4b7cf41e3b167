/**
 * The loss function: cross entropy with class weights and label smoothing, and the part of a
 * teacher.
 */
package allsky.training.loss;
