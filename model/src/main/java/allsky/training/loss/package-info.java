/** The loss function: cross entropy with class weights and label smoothing. */
package allsky.training.loss;
